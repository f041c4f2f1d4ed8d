using Messenger.Contracts;
using Messenger.Contracts.Messages;
using Messenger.Tests.Hosting;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Messages;

public sealed class VanishingMessages(VanishingMessages.Forgetful host) : IClassFixture<VanishingMessages.Forgetful>
{
    /// <summary>A host that lets messages vanish.</summary>
    public sealed class Forgetful : TestHost
    {
        public Forgetful(PgServer server)
            : base(server)
        {
            Settings["Messages:MaxVanish"] = "00:01:00";
        }
    }

    [Fact]
    public async Task A_message_vanishes_for_everybody_together_with_its_quotes_and_is_kept_nowhere()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        using var pushes = new Received(await bob.ConnectAsync());
        var secret = $"secret-{Employee.NewId():N}";

        var posted = await ann.PostAsync(chat, new PostBody { ClientMessageId = Employee.NewId(), Text = $"{secret} 1", VanishAfterSeconds = 5 });
        await ann.EditAsync(posted, $"{secret} 2");
        var answer = await bob.PostAsync(chat, new PostBody { ClientMessageId = Employee.NewId(), Text = "really?", ReplyTo = posted.Seq });

        Assert.Equal(5, (posted.VanishesAt!.Value - posted.PostedAt).TotalSeconds, 1.0);
        var push = await pushes.FirstAsync<ConversationChanges>(c => c.Messages.Any(m => m.Recalled is not null));
        Assert.Equal([posted.Seq, answer.Seq], push.Messages.Select(m => m.Seq));
        Assert.Null(push.Messages[0].Recalled!.UserId);
        var read = (await bob.ReadAsync(chat)).Messages;
        Assert.Null(read[0].Text);
        Assert.Null(read[1].ReplyTo!.Text);
        Assert.Equal(ErrorCode.MessageGone, await ann.RefusalAsync(HttpMethod.Patch, Employee.PathOf(posted), new EditBody { Text = "back" }));
        Assert.Equal(0L, await CountAsync($"select (select count(*) from messages m where m::text like '%{secret}%') + (select count(*) from earlier_texts e where e::text like '%{secret}%')"));
    }

    [Fact]
    public async Task Nobody_forwards_what_is_to_vanish_and_nobody_stretches_its_time()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, bob) = (await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var chat = (await ann.StartDirectAsync(bob)).Conversation.Id;
        var post = new PostBody { ClientMessageId = Employee.NewId(), Text = "short", VanishAfterSeconds = 60 };
        var posted = await ann.PostAsync(chat, post);

        var forward = new PostBody { ClientMessageId = Employee.NewId(), Text = "", Forward = new() { ConversationId = chat, Seqs = [posted.Seq] } };

        Assert.Equal(ErrorCode.NotFound, await RefusalAsync(bob, chat, forward));
        Assert.Equal(ErrorCode.Forbidden, await RefusalAsync(ann, chat, post with { ClientMessageId = Employee.NewId(), VanishAfterSeconds = 61 }));
        Assert.Equal(ErrorCode.InvalidRequest, await RefusalAsync(ann, chat, post with { ClientMessageId = Employee.NewId(), VanishAfterSeconds = 4 }));
    }

    static Task<ErrorCode?> RefusalAsync(Employee who, Guid conversation, PostBody body) =>
        who.RefusalAsync(HttpMethod.Post, $"conversations/{conversation}/messages", body);

    async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(host.Database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
