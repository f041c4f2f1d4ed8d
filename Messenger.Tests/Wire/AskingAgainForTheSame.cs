using System.Net;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Wire;

public sealed class AskingAgainForTheSame(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Who_holds_an_answer_is_not_sent_it_again_until_it_changes()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        await ann.PostAsync(chat, "one");
        using var first = await ann.RequestAsync(HttpMethod.Get, $"conversations/{chat}/messages");
        var tag = first.Headers.ETag!.Tag;

        using var again = await ann.RequestAsync(HttpMethod.Get, $"conversations/{chat}/messages", ifNoneMatch: tag);
        await bob.PostAsync(chat, "two");
        using var changed = await ann.RequestAsync(HttpMethod.Get, $"conversations/{chat}/messages", ifNoneMatch: tag);

        Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Headers.ETag!.Tag));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.Tag);
        Assert.Contains("two", await changed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var refused = await ann.RequestAsync(HttpMethod.Get, $"conversations/{Employee.NewId()}/messages", ifNoneMatch: "*");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
