using System.Security.Cryptography;
using Messenger.Client;
using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Files;
using Messenger.Contracts.Messages;
using Messenger.Contracts.Presence;
using Xunit;

namespace Messenger.Tests.Client;

/// <summary>The .NET client with files and people.</summary>
public sealed class UploadingAndFindingPeople(CompanyHost company) : IClassFixture<CompanyHost>
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_arrives_whole_though_every_other_answer_is_lost()
    {
        var (ann, bob) = (await company.HireAsync("ann"), await company.HireAsync("bob"));
        var talk = await ann.StartDirectWith(bob);
        var content = RandomNumberGenerator.GetBytes(9_000_000); // three pieces
        using var network = new Network(new HttpClientHandler { CookieContainer = ann.Cookies });
        var lost = 0;
        network.Whim = ("", LoseEveryOtherAsync);
        using var api = new MessengerApi(ann.Options() with { MessageHandler = () => network });
        var seen = new List<long>();

        var uploaded = CompanyHost.Value(await api.UploadAsync("data.bin", new MemoryStream(content), new Seen(seen), Cancelled));
        network.Whim = null;
        var posted = CompanyHost.Value(await api.PostAsync(
            new PostMessage { ConversationId = talk, ClientMessageId = Ids.Create(TimeProvider.System.GetUtcNow()), Text = "", Files = [new() { FileId = uploaded.Id }] }, Cancelled));
        using var bobs = new MessengerApi(bob.Options());
        using var got = new MemoryStream();
        got.Write(content.AsSpan(0, 1_000));
        CompanyHost.Value(await bobs.DownloadAsync(talk, posted.Seq, uploaded.Id, got, from: 1_000, Cancelled));

        Assert.Equal((UploadState.Ready, "data.bin", content.Length), (uploaded.State, uploaded.Name, (int)uploaded.Size));
        Assert.Equal(content.Length, seen[^1]);
        Assert.Equal(seen.Order(), seen);
        Assert.True(lost > 6);
        Assert.Equal(SHA256.HashData(content), SHA256.HashData(got.ToArray()));

        async Task<HttpResponseMessage?> LoseEveryOtherAsync(Func<Task<HttpResponseMessage>> send)
        {
            if (++lost % 2 == 0) return null;
            (await send()).Dispose();
            throw new HttpRequestException("Lost.");
        }
    }

    [Fact]
    public async Task What_is_refused_is_not_tried_again()
    {
        var ann = await company.HireAsync("ann");
        using var api = new MessengerApi(ann.Options());

        Assert.Equal(ErrorCode.FileTooLarge, (await api.UploadAsync("huge", new Endless(), null, Cancelled)).Error?.Code);
        Assert.Equal(ErrorCode.NotFound, (await api.DownloadAsync(Guid.Empty, 1, Guid.Empty, Stream.Null, 0, Cancelled)).Error?.Code);
        Assert.Equal(ErrorCode.Forbidden, (await api.ImportPeopleAsync("user_name\n"u8.ToArray(), dryRun: true, Cancelled)).Error?.Code);
    }

    [Fact]
    public async Task People_are_found_and_say_something_of_themselves()
    {
        var (ann, bob) = (await company.HireAsync("ann"), await company.HireAsync("bob"));
        using var api = new MessengerApi(ann.Options());
        using var bobs = new MessengerApi(bob.Options());

        CompanyHost.Value(await api.UpdateProfileAsync(new() { Phone = "+1 555" }, Cancelled));
        CompanyHost.Value(await api.SetStatusAsync(new() { Availability = Availability.DoNotDisturb }, Cancelled));
        var found = CompanyHost.Value(await bobs.SearchPeopleAsync(new SearchPeople { Text = ann.UserName }, Cancelled)).Hits.First(h => h.User.Id == ann.Id);
        var profile = CompanyHost.Value(await bobs.GetProfileAsync(found.User.Id, Cancelled));

        Assert.Equal(("+1 555", Availability.DoNotDisturb), (profile.Phone, profile.Status!.Availability!.Value));
        Assert.Equal(profile.Phone, CompanyHost.Value(await api.GetProfileAsync(Cancelled)).Profile.Phone);
        Assert.NotNull(CompanyHost.Value(await bobs.GetDepartmentsAsync(Cancelled)).Departments);
    }

    sealed class Seen(List<long> values) : IProgress<long>
    {
        public void Report(long value) => values.Add(value);
    }

    /// <summary>Says that it is larger than any file may be.</summary>
    sealed class Endless : MemoryStream
    {
        public override long Length => long.MaxValue / 2;
    }
}
