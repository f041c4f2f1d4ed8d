using Messenger.Contracts;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>Personal access tokens. What each kind of caller may do with one is in <see cref="AuthorizationMatrix"/>.</summary>
public sealed class CallingWithATokenOfOnesOwn(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task A_script_posts_with_a_token_without_a_cookie_and_without_an_origin()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var token = await CreateAsync(ann, AccessScope.Read, AccessScope.Write);
        await using var script = new Employee(host) { Bearer = token.Token };

        var posted = await script.PostAsync(chat, "the build is green");
        var connection = await script.ConnectAsync();
        var synced = await connection.InvokeAsync<Reply<SyncResult>>("Sync", new Sync(), TestContext.Current.CancellationToken);

        Assert.Equal(ann.Id, posted.SenderId);
        Assert.Contains(synced.Value!.Heads, h => h.Conversation.Id == chat);
        Assert.Equal("the build is green", (await bob.ReadAsync(chat)).Messages.Single().Text);
        Assert.DoesNotContain((await ann.SendAsync<SessionList>(HttpMethod.Get, "sessions")).Sessions, s => s.Id == token.Id);
    }

    [Fact]
    public async Task A_repeated_wish_makes_one_token_and_the_last_answer_is_good()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var wish = new CreateAccessToken { Id = Employee.NewId(), Name = "build", Scopes = [AccessScope.Read], ExpiresInDays = 1 };

        var tries = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ann.SendAsync<AccessToken>(HttpMethod.Post, "tokens", wish)));
        var last = await ann.SendAsync<AccessToken>(HttpMethod.Post, "tokens", wish);
        await using var script = new Employee(host) { Bearer = last.Token };
        await using var lost = new Employee(host) { Bearer = tries[0].Token };

        Assert.All(tries, made => Assert.Equal(wish.Id, made.Id));
        Assert.Equal(wish.Id, Assert.Single((await ann.SendAsync<AccessTokenList>(HttpMethod.Get, "tokens")).Tokens).Id);
        await script.SyncAsync();
        Assert.Equal(ErrorCode.NotSignedIn, await lost.RefusalAsync(HttpMethod.Get, "sync"));
        Assert.Equal(ErrorCode.InvalidRequest, await bob.RefusalAsync(HttpMethod.Post, "tokens", wish));
        await ann.SendAsync(HttpMethod.Delete, $"tokens/{wish.Id}");
        Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Post, "tokens", wish));
    }

    [Fact]
    public async Task A_token_that_is_ended_or_whose_user_is_deactivated_is_good_for_nothing_and_its_connections_close()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var (anns, bobs) = (await CreateAsync(ann, AccessScope.Read), await CreateAsync(bob, AccessScope.Read));
        await using var first = new Employee(host) { Bearer = anns.Token };
        await using var second = new Employee(host) { Bearer = bobs.Token };
        using var pushes = new Received(await first.ConnectAsync());
        using var others = new Received(await second.ConnectAsync());

        await ann.SendAsync(HttpMethod.Delete, $"tokens/{anns.Id}");
        await company.Administrator.SendAsync(HttpMethod.Post, $"admin/users/{bob.Id}/deactivate");

        await pushes.FirstAsync<SessionEnd>(e => e.Reason == SessionEndReason.EndedByUser);
        await others.FirstAsync<SessionEnd>(e => e.Reason == SessionEndReason.Deactivated);
        Assert.Equal(ErrorCode.NotSignedIn, await first.RefusalAsync(HttpMethod.Get, "sync"));
        Assert.Equal(ErrorCode.NotSignedIn, await second.RefusalAsync(HttpMethod.Get, "sync"));
        Assert.Empty((await ann.SendAsync<AccessTokenList>(HttpMethod.Get, "tokens")).Tokens);
    }

    [Fact]
    public async Task A_token_without_the_scope_to_read_does_not_connect_and_a_guessed_one_is_nobody()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        await using var writer = new Employee(host) { Bearer = (await CreateAsync(ann, AccessScope.Write)).Token };
        await using var guess = new Employee(host) { Bearer = "mpat_" + new string('A', 43) };

        Assert.Equal(ErrorCode.ScopeMissing, await writer.RefusalAsync(HttpMethod.Get, "sync"));
        await Assert.ThrowsAnyAsync<Exception>(() => writer.ConnectAsync());
        Assert.Equal(ErrorCode.NotSignedIn, await guess.RefusalAsync(HttpMethod.Get, "sync"));
    }

    [Fact]
    public async Task The_database_has_no_token_and_a_wish_has_a_name_scopes_and_an_end()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var token = await CreateAsync(ann, AccessScope.Read);

        await using var connection = new NpgsqlConnection(host.Database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"select count(*) from sessions s where s::text like '%{token.Token![5..]}%'", connection);

        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.Null((await ann.SendAsync<AccessTokenList>(HttpMethod.Get, "tokens")).Tokens.Single().Token);
        Assert.Equal(ErrorCode.TextEmpty, await RefusalAsync(ann, new() { Name = " ", Scopes = [AccessScope.Read], ExpiresInDays = 1 }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, new() { Name = "x", Scopes = [AccessScope.Read], ExpiresInDays = 0 }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, new() { Name = "x", Scopes = [AccessScope.Read], ExpiresInDays = 367 }));
    }

    static Task<AccessToken> CreateAsync(Employee who, params AccessScope[] scopes) =>
        who.SendAsync<AccessToken>(HttpMethod.Post, "tokens", new CreateAccessToken { Name = "build", Scopes = scopes, ExpiresInDays = 30 });

    static Task<ErrorCode?> RefusalAsync(Employee who, CreateAccessToken wish) => who.RefusalAsync(HttpMethod.Post, "tokens", wish);
}
