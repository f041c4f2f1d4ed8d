using System.Globalization;
using System.Net;
using System.Text;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>
/// PostgreSQL takes no text with a zero in it; whoever sends one is at fault, or finds nothing. One that came as far as the database would be a fault of ours, and
/// could spoil a statement that is prepared just then for whoever uses the connection next (decision 0022).
/// </summary>
public sealed class ReadingZeros(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData("users?query=a%00b")]
    [InlineData("users?after=a%00b")]
    [InlineData("admin/users?query=a%00b")]
    [InlineData("admin/users?after=a%00b")]
    [InlineData("admin/users?kind=a%00b")]
    [InlineData("admin/sessions?after=a%00b")]
    [InlineData("channels?query=a%00b")]
    [InlineData("channels?after=a%00b")]
    [InlineData("conversations?after=a%00b")]
    [InlineData("threads?after=a%00b")]
    [InlineData("conversations/{0}/members?after=a%00b")]
    [InlineData("conversations/{0}/messages/1/reactions?after=a%00b")]
    [InlineData("conversations/{0}/messages/1/reactions/%00")]
    [InlineData("conversations/{0}/files?cursor=a%00b")]
    [InlineData("conversations/{0}/pins?after=a%00b")]
    [InlineData("departments?after=a%00b")]
    public async Task No_question_is_a_fault_of_ours(string path)
    {
        await using var company = await Company.FoundAsync(host);
        var notes = await PostAsync(company.Administrator);
        using var answer = await company.Administrator.RequestAsync(HttpMethod.Get, string.Format(CultureInfo.InvariantCulture, path, notes));
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError && answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed), $"{path}: {answer.StatusCode}");
    }

    [Theory]
    [InlineData("POST", "session", """{"userName":"a\u0000b","password":"a\u0000b","device":"a\u0000b"}""")]
    [InlineData("POST", "tokens", """{"name":"a\u0000b","scopes":["read"],"days":1}""")]
    [InlineData("POST", "conversations", """{"kind":"group","title":"a\u0000b","memberIds":[]}""")]
    [InlineData("PATCH", "conversations/{0}", """{"title":"a\u0000b","description":"a\u0000b"}""")]
    [InlineData("POST", "conversations/{0}/messages", """{"clientMessageId":"01a221ac-1bf0-7f5c-88c2-a000ff1d953e","text":"a\u0000b"}""")]
    [InlineData("PATCH", "conversations/{0}/messages/1", """{"text":"a\u0000b"}""")]
    [InlineData("PUT", "conversations/{0}/messages/1/reactions/%00", "{}")]
    [InlineData("DELETE", "conversations/{0}/messages/1/reactions/%00", null)]
    [InlineData("PUT", "personal", """{"kind":"draft","key":"a\u0000b","text":"a\u0000b"}""")]
    [InlineData("PUT", "personal", """{"kind":"folder","key":"a\u0000b","value":{"name":"a\u0000b"}}""")]
    [InlineData("PATCH", "profile", """{"title":"a\u0000b","pinyin":"a\u0000b","phone":"a\u0000b"}""")]
    [InlineData("PUT", "profile/status", """{"emoji":"\u0000","text":"a\u0000b"}""")]
    [InlineData("POST", "join-link/preview", """{"code":"a\u0000b","secret":"a\u0000b","token":"a\u0000b"}""")]
    [InlineData("POST", "uploads", """{"name":"a\u0000b","size":5,"type":"a\u0000b"}""")]
    [InlineData("POST", "search/people", """{"query":"a\u0000b"}""")]
    [InlineData("POST", "search/messages", """{"query":"a\u0000b"}""")]
    [InlineData("POST", "admin/users", """{"userName":"a\u0000b","displayName":"a\u0000b"}""")]
    public async Task No_wish_is_a_fault_of_ours(string method, string path, string? body)
    {
        await using var company = await Company.FoundAsync(host);
        var notes = await PostAsync(company.Administrator);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + string.Format(CultureInfo.InvariantCulture, path, notes));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await company.Administrator.RequestAsync(request);
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError && answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed), $"{path}: {answer.StatusCode}");
    }

    static async Task<Guid> PostAsync(Employee who)
    {
        var notes = (await who.StartDirectAsync(who)).Conversation.Id;
        await who.PostAsync(notes, "one");
        return notes;
    }
}
