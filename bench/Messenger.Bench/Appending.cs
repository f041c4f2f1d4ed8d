using System.Diagnostics;
using System.Globalization;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Messages;

namespace Messenger.Bench;

/// <summary>
/// Appended messages per second with 200 senders, each waiting for its acknowledgement before its next message: once by group commit, once
/// with a transaction for each message, which runs the same statements and so makes the same checks. Rounds alternate, so that what else
/// the machine does meets both.
/// </summary>
sealed class Appending(Company company, IMessageLog log, GroupCommit<NewMessage, Message> together)
{
    const int Rounds = 5;
    static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    static readonly string Text = new('x', 120);

    /// <summary>Measures and prints.</summary>
    public async Task RunAsync()
    {
        await RoundAsync(AppendTogetherAsync);
        await RoundAsync(AppendAloneAsync);
        var grouped = new List<double>();
        var alone = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            grouped.Add(await RoundAsync(AppendTogetherAsync));
            alone.Add(await RoundAsync(AppendAloneAsync));
            Print($"round {i + 1}: group commit {grouped[i]:F0}/s, one transaction each {alone[i]:F0}/s");
        }
        Print($"median of {Rounds}: group commit {Median(grouped):F0}/s, one transaction each {Median(alone):F0}/s, ratio {Median(grouped) / Median(alone):F1}");
    }

    async Task<double> RoundAsync(Func<NewMessage, Task> append)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(company.Senders.Select(async s =>
        {
            var count = 0;
            for (; watch.Elapsed < Round; count++)
                await append(new(s.Conversation, s.Sender, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Text));
            return count;
        }));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    async Task AppendTogetherAsync(NewMessage message) => Require(await together.WriteAsync(message, CancellationToken.None));

    async Task AppendAloneAsync(NewMessage message)
    {
        while (true)
        {
            try
            {
                Require((await log.WriteAsync([message], rerun: false)).Answers[0]);
                return;
            }
            catch (WriteFailedException)
            {
                // It waited for its conversation longer than the log lets anybody wait, and has written nothing.
            }
        }
    }

    static void Require(Result<Message> result)
    {
        if (!result.IsOk(out _, out var refusal)) throw new InvalidOperationException($"An append was refused: {refusal.Code}.");
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
