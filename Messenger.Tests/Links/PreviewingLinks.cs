using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Messenger.Tests.Links;

/// <summary>A host that may read one site.</summary>
public sealed class PreviewingHost(PgServer server) : TestHost(server)
{
    public WebSite Site { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await Site.InitializeAsync();
        Settings["LinkPreviews:AllowedHosts:0"] = $"127.0.0.1:{Site.Port}";
        Settings["LinkPreviews:AllowedNetworks:0"] = "127.0.0.1";
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Site.DisposeAsync();
    }
}

/// <summary>Messages whose link this server reads.</summary>
public sealed class PreviewingLinks(PreviewingHost host) : IClassFixture<PreviewingHost>
{
    [Fact]
    public async Task A_posted_link_shows_what_is_behind_it_and_an_edit_takes_that_along_or_away()
    {
        host.Site.Serve("<title>Plan</title><meta name=description content=For&nbsp;all>");
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var room = (await ann.StartGroupAsync("Room", bob)).Conversation.Id;
        await using var bobs = await bob.ConnectAsync();
        using var seen = new Received(bobs);

        var posted = await ann.PostAsync(room, $"read {Link("/plan")}");
        await seen.FirstAsync<ConversationChanges>(c => c.Messages.Any(m => m.Seq == posted.Seq && m.Preview is not null));
        var previewed = (await bob.ReadAsync(room)).Messages.Single(m => m.Seq == posted.Seq);
        await ann.ReactAsync(posted, "👍");
        var kept = await ann.EditAsync(posted, $"please read {Link("/plan")}");
        var lost = await ann.EditAsync(posted, "never mind");

        Assert.Null(posted.Preview);
        Assert.Equal(new LinkPreview { Url = Link("/plan"), Title = "Plan", Description = "For all" }, previewed.Preview);
        Assert.True(previewed.Version > posted.Version);
        Assert.Equal((previewed.Preview, "👍"), (kept.Preview, kept.Reactions?.Single().Emoji));
        Assert.Equal((null, "👍"), (lost.Preview, lost.Reactions?.Single().Emoji));
    }

    [Fact]
    public async Task An_edit_to_another_link_shows_that()
    {
        host.Site.Answer = context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync($"<title>{context.Request.Path}</title>");
        };
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;

        var posted = await ann.PostAsync(notes, Link("/one"));
        await Eventually.TrueAsync(async () => await TitleAsync(ann, posted) == "/one");
        await ann.EditAsync(posted, Link("/two"));

        await Eventually.TrueAsync(async () => await TitleAsync(ann, posted) == "/two");
    }

    [Fact]
    public async Task A_message_that_is_recalled_while_its_page_is_read_stays_empty()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Site.Answer = async context =>
        {
            asked.TrySetResult();
            await answer.Task;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<title>Late</title>");
        };
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        var notes = (await ann.StartDirectAsync(ann)).Conversation.Id;

        var posted = await ann.PostAsync(notes, Link("/late"));
        await asked.Task.WaitAsync(Employee.Patience, TestContext.Current.CancellationToken);
        var recalled = await ann.RecallAsync(posted);
        answer.SetResult();
        host.Site.Serve("<title>Next</title>");
        var next = await ann.PostAsync(notes, Link("/next"));
        await Eventually.TrueAsync(async () => await TitleAsync(ann, next) == "Next");

        Assert.Equivalent(recalled, (await ann.ReadAsync(notes)).Messages.Single(m => m.Seq == posted.Seq));
    }

    string Link(string path) => $"http://127.0.0.1:{host.Site.Port}{path}";

    static async Task<string?> TitleAsync(Employee reader, Message message) =>
        (await reader.ReadAsync(message.ConversationId)).Messages.Single(m => m.Seq == message.Seq).Preview?.Title;
}
