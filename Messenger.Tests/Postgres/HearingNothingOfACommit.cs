using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>The connection breaks after the server has committed and before the host hears of it (design, section 3: unknown).</summary>
public sealed class HearingNothingOfACommit(HearingNothingOfACommit.Node node) : IClassFixture<HearingNothingOfACommit.Node>
{
    [Fact]
    public async Task A_message_is_acknowledged_with_the_place_that_it_has()
    {
        await using var company = await Company.FoundAsync(node.Host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        using var bobSees = new Received(await bob.ConnectAsync());

        node.Proxy.CutAfter("insert into messages");
        var posted = await ann.PostAsync(room, "once");

        Assert.Equal(1, node.TakeCuts());
        Assert.Equal(posted, Assert.Single((await ann.ReadAsync(room)).Messages, m => m.Kind == MessageKind.Text));
        await ann.PostAsync(room, "then");
        await bobSees.TextAsync("then");
    }

    [Fact]
    public async Task A_change_of_a_group_that_is_found_in_the_log_is_reported_as_done_and_pushed()
    {
        await using var company = await Company.FoundAsync(node.Host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        using var bobSees = new Received(await bob.ConnectAsync());

        node.Proxy.CutAfter("COMMIT\0");
        var changed = await ann.SendAsync<Conversation>(HttpMethod.Patch, $"conversations/{room}", new UpdateConversation { Title = "Hall" });

        Assert.Equal(1, node.TakeCuts());
        Assert.Equal("Hall", changed.Title);
        await bobSees.FirstAsync<ConversationChanges>(c => c.Conversation?.Title == "Hall");
        Assert.Single((await ann.ReadAsync(room)).Messages, m => m.System?.Event == SystemEvent.TitleChanged);
    }

    [Fact]
    public async Task A_group_is_started_once()
    {
        await using var company = await Company.FoundAsync(node.Host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));

        node.Proxy.CutAfter("COMMIT\0");
        var group = await ann.StartGroupAsync("Room", bob);

        Assert.Equal(1, node.TakeCuts());
        Assert.Equal(group.Conversation.Id, Assert.Single((await bob.SyncAsync()).Heads).Conversation.Id);
    }

    [Fact]
    public async Task A_removal_is_never_answered_with_a_refusal_that_is_not_true()
    {
        await using var company = await Company.FoundAsync(node.Host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;

        node.Proxy.CutAfter("COMMIT\0");
        await ann.SendAsync(HttpMethod.Delete, $"conversations/{room}/members/{bob.Id}");

        Assert.Equal(1, node.TakeCuts());
        Assert.Equal(ErrorCode.NotAMember, await bob.RefusalAsync(HttpMethod.Get, $"conversations/{room}/messages"));
    }

    /// <summary>A host behind the proxy.</summary>
    public sealed class Node : IAsyncLifetime
    {
        LonePostgres? _postgres;
        int _taken;

        internal CuttingProxy Proxy { get; private set; } = null!;

        public TestHost Host { get; private set; } = null!;

        /// <summary>How often it was cut since the last time.</summary>
        public int TakeCuts() => Proxy.Cuts - Interlocked.Exchange(ref _taken, Proxy.Cuts);

        public async ValueTask InitializeAsync()
        {
            _postgres = await LonePostgres.StartAsync();
            Proxy = new CuttingProxy(_postgres.Database);
            Host = TestHost.On(Proxy.Database);
            Host.Settings["Logging:LogLevel:Default"] = "None";
            await Host.InitializeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Proxy.DisposeAsync();
            await _postgres!.DisposeAsync();
        }
    }
}
