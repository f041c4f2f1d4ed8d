using Messenger.Domain;
using Messenger.Infrastructure.Postgres;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>
/// A batch whose values are refused while the driver prepares its statements: what that leaves behind on the connection once gave one statement's rows
/// to the next.
/// </summary>
public sealed class FailingWhilePrepared(TestHost host) : IClassFixture<TestHost>
{
    /// <summary>More than the log has connections, which take turns. A statement is prepared when a connection meets it the second time.</summary>
    const int Often = 6;

    [Fact]
    public async Task The_next_batch_reads_each_answer_in_its_place()
    {
        var session = host.Services.GetRequiredService<BatchSession>();
        for (var before = 1; before <= Often; before++)
        {
            for (var i = 0; i < before; i++) await RunAsync(session, before, "known");
            for (var i = 0; i < Often; i++) await Assert.ThrowsAsync<WriteFailedException>(() => RunAsync(session, before, "\0"));
            for (var i = 0; i < Often; i++) Assert.Equal([[1], [], [3]], await RunAsync(session, before, "known"));
        }
    }

    static async Task<IReadOnlyList<IReadOnlyList<int>>> RunAsync(BatchSession session, int number, string text)
    {
        await using var batch = new NpgsqlBatch();
        batch.BatchCommands.Add(new("select 1 as first"));
        batch.BatchCommands.Add(new($"select {number} as second where $1 = 'nobody says this'") { Parameters = { new() { Value = text } } });
        batch.BatchCommands.Add(new("select 3 as third"));
        return await session.CommitAsync(nameof(FailingWhilePrepared), batch, ReadAsync);
    }

    static async Task<IReadOnlyList<IReadOnlyList<int>>> ReadAsync(NpgsqlDataReader reader)
    {
        var answers = new List<IReadOnlyList<int>>();
        do
        {
            var answer = new List<int>();
            while (await reader.ReadAsync()) answer.Add(reader.GetInt32(0));
            answers.Add(answer);
        }
        while (answers.Count < 3 && await reader.NextResultAsync());
        return answers;
    }
}
