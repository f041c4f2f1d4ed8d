using System.Net;
using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Presence;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Messenger.Tests.People;

/// <summary>What people say of themselves, by the wire.</summary>
public sealed class KeepingProfiles(TestHost host) : IClassFixture<TestHost>
{
    static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task Everybody_changes_his_own_profile_and_colleagues_see_it()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("安娜"), await company.HireAsync("Bob"));
        await company.Administrator.SendAsync(HttpMethod.Patch, $"admin/users/{ann.Id}",
            new UpdateAccount { Email = "anna@example.com", Department = "Profiles/Team", Title = "Engineer", Phone = "+49 1" });

        await ann.SendAsync<OwnProfile>(HttpMethod.Patch, "profile", new UpdateProfile { Phone = "+86 10 5555", TimeZone = "Asia/Shanghai", Language = "zh-CN", Pinyin = "an na" });
        await ann.SendAsync<OwnProfile>(HttpMethod.Patch, "profile", new UpdateProfile { Language = "" });

        var seen = await bob.SendAsync<Profile>(HttpMethod.Get, $"users/{ann.Id}/profile");
        Assert.Equal(("an na", "Engineer", "Team"), (seen.User.Pinyin, seen.User.Title, seen.User.Department));
        Assert.Equal(("anna@example.com", "+86 10 5555", "Asia/Shanghai", null), (seen.Email, seen.Phone, seen.TimeZone, seen.Language));
        Assert.Equal(["Profiles", "Team"], seen.Departments.Select(d => d.Name));
        Assert.Equal(seen.User.DepartmentId, seen.Departments[^1].Id);
        Assert.Equal(ErrorCode.UserNotFound, await bob.RefusalAsync(HttpMethod.Get, $"users/{Guid.Empty}/profile"));
    }

    public static TheoryData<UpdateProfile> Wrong() =>
    [
        new UpdateProfile { Phone = "call me" }, new UpdateProfile { Phone = new('1', 41) }, new UpdateProfile { TimeZone = "Mars/Olympus" }, new UpdateProfile { TimeZone = "China Standard Time" }, new UpdateProfile { Language = "xx yy" },
        new UpdateProfile { Language = new('x', 40) }, new UpdateProfile { Pinyin = "wáng" }, new UpdateProfile { Pinyin = "1" }, new UpdateProfile { Pinyin = new('a', 201) },
    ];

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_value_is_refused(UpdateProfile change)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        Assert.Contains(await ann.RefusalAsync(HttpMethod.Patch, "profile", change), (ErrorCode?[])[ErrorCode.InvalidRequest, ErrorCode.NameTooLong]);
    }

    [Fact]
    public async Task A_status_is_pushed_to_those_who_look_and_ends_by_itself()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var bobs = await bob.ConnectAsync();
        using var pushes = new Received(bobs);
        await WatchAsync(bobs, ann);
        await using var anns = await ann.ConnectAsync();
        await pushes.FirstAsync<UserPresence>(p => p.UserId == ann.Id && p.State == PresenceState.Online && p.Status is null);

        var until = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(3);
        await ann.SendAsync<PersonStatus>(HttpMethod.Put, "profile/status", new PersonStatus { Availability = Availability.Busy, Emoji = "👩‍💻", Text = "Coding", Until = until });

        var pushed = await pushes.FirstAsync<UserPresence>(p => p.UserId == ann.Id && p.Status is not null);
        Assert.Equal((PresenceState.Online, Availability.Busy, "👩‍💻", "Coding"), (pushed.State, pushed.Status!.Availability, pushed.Status.Emoji, pushed.Status.Text));
        Assert.Equal(pushed.Status, (await bob.SendAsync<Profile>(HttpMethod.Get, $"users/{ann.Id}/profile")).Status);
        await Eventually.TrueAsync(async () => (await WatchAsync(bobs, ann)).Status is null);
        Assert.True(TimeProvider.System.GetUtcNow() >= until);
    }

    [Fact]
    public async Task An_empty_status_takes_it_away_and_who_is_offline_can_have_one()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var bobs = await bob.ConnectAsync();
        using var pushes = new Received(bobs);
        await ann.SendAsync<PersonStatus>(HttpMethod.Put, "profile/status", new PersonStatus { Emoji = "🌴", Text = "Away" });

        var away = await WatchAsync(bobs, ann);
        await ann.SendAsync<PersonStatus>(HttpMethod.Put, "profile/status", new PersonStatus { Text = " " });

        Assert.Equal((PresenceState.Offline, "🌴", null), (away.State, away.Status?.Emoji, away.LastSeenAt));
        var after = await pushes.FirstAsync<UserPresence>(p => p.UserId == ann.Id && p.Status is null);
        Assert.Null(after.LastSeenAt); // she never was here: saying something of oneself is no visit
    }

    public static TheoryData<PersonStatus> WrongStatuses() =>
    [
        new PersonStatus { Emoji = "ab" }, new PersonStatus { Emoji = "🌴🌴" }, new PersonStatus { Emoji = "a" }, new PersonStatus { Emoji = string.Concat(Enumerable.Repeat("\u0301", 40)) + "🌴" }, new PersonStatus { Text = new('x', 101) },
        new PersonStatus { Text = "a\nb" }, new PersonStatus { Text = "a\u202Eb" }, new PersonStatus { Text = "late", Until = DateTimeOffset.UnixEpoch },
    ];

    [Theory]
    [MemberData(nameof(WrongStatuses), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_status_is_refused(PersonStatus status)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        Assert.NotNull(await ann.RefusalAsync(HttpMethod.Put, "profile/status", status));
    }

    [Fact]
    public async Task Who_hides_when_he_was_here_is_seen_without_it()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var bobs = await bob.ConnectAsync();
        await using (await ann.ConnectAsync())
            Assert.Equal(PresenceState.Online, (await WatchAsync(bobs, ann)).State);
        await Eventually.TrueAsync(async () => (await WatchAsync(bobs, ann)).LastSeenAt is not null);

        Assert.True((await ann.SendAsync<OwnProfile>(HttpMethod.Patch, "profile", new UpdateProfile { HidesLastSeen = true })).HidesLastSeen);
        Assert.Null((await WatchAsync(bobs, ann)).LastSeenAt);
        Assert.Null(Assert.Single((await bob.SendAsync<PresenceList>(HttpMethod.Get, $"presence?userIds={ann.Id}")).Users).LastSeenAt);

        await ann.SendAsync<OwnProfile>(HttpMethod.Patch, "profile", new UpdateProfile { HidesLastSeen = false });
        Assert.NotNull((await WatchAsync(bobs, ann)).LastSeenAt);
    }

    [Fact]
    public async Task A_picture_is_shown_under_its_version_until_it_is_taken_away()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        Assert.Equal(ErrorCode.NotFound, await bob.RefusalAsync(HttpMethod.Get, $"users/{ann.Id}/avatar"));

        using (var answer = await ann.UploadAsync("profile/avatar", Png, "image/png")) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var first = (await bob.SendAsync<User>(HttpMethod.Get, $"users/{ann.Id}")).AvatarVersion;
        using (var answer = await bob.RequestAsync(HttpMethod.Get, $"users/{ann.Id}/avatar?version={first}"))
        {
            Assert.Equal(Png, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(("image/png", true, "nosniff"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.Private, answer.Headers.GetValues("X-Content-Type-Options").Single()));
        }
        foreach (var wrong in (byte[][])[[], "<svg/>"u8.ToArray(), [.. Png, .. new byte[300_000]]])
        {
            using var answer = await ann.UploadAsync("profile/avatar", wrong, "image/png");
            Assert.Equal(ErrorCode.InvalidRequest, await Employee.RefusalAsync(answer));
        }
        Assert.Equal(first, (await bob.SendAsync<User>(HttpMethod.Get, $"users/{ann.Id}")).AvatarVersion);

        Assert.Null((await ann.SendAsync<User>(HttpMethod.Delete, "profile/avatar")).AvatarVersion);
        Assert.Equal(ErrorCode.NotFound, await bob.RefusalAsync(HttpMethod.Get, $"users/{ann.Id}/avatar"));
    }

    static async Task<UserPresence> WatchAsync(HubConnection connection, Employee whom)
    {
        var reply = await connection.InvokeAsync<Reply<PresenceList>>("WatchPresence", new WatchPresence { UserIds = [whom.Id] }, TestContext.Current.CancellationToken);
        return Assert.Single(reply.Value!.Users);
    }
}
