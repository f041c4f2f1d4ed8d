using System.Collections.Concurrent;
using Messenger.Faults.Checking;
using Xunit;

namespace Messenger.Tests.Simulation;

/// <summary>
/// The group commit, the delivery groups and the client's log, under everything that can happen, judged by the same invariants as the runs against real
/// processes (<c>bench/faults.sh</c>).
/// </summary>
public sealed class SimulatingFaults
{
    /// <summary>More of them than fit into every test run: <c>MESSENGER_SIMULATION_SEEDS=1000000</c>.</summary>
    static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("MESSENGER_SIMULATION_SEEDS") ?? "10000", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_seed_breaks_a_promise()
    {
        var broken = new ConcurrentQueue<string>();
        long acknowledged = 0, unknown = 0;

        // On threads of their own: on the pool's they would leave none to the hosts of the tests beside these.
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var seed = Interlocked.Increment(ref next); seed <= Seeds && broken.IsEmpty; seed = Interlocked.Increment(ref next))
                {
                    var verdict = Simulation.Judge(seed);
                    Interlocked.Add(ref acknowledged, verdict.Acknowledged);
                    Interlocked.Add(ref unknown, verdict.Unknown);
                    foreach (var violation in verdict.Violations) broken.Enqueue($"seed {seed}: {violation.Invariant}: {violation.What}");
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Empty(broken);
        // A simulation in which nothing goes wrong would prove nothing.
        Assert.True(acknowledged > 20 * Seeds && unknown > Seeds, $"{acknowledged} acknowledged, {unknown} unknown");
    }

    [Theory]
    [InlineData(Bug.AcknowledgesBeforeCommit)]
    [InlineData(Bug.SkipsDedupe)]
    [InlineData(Bug.PublishesBeforeCommit)]
    [InlineData(Bug.TakesTheTokenFromTheClock)]
    [InlineData(Bug.NeverResyncs)]
    [InlineData(Bug.KeepsTheOldGroup)]
    [InlineData(Bug.CallsUnknownRefused)]
    public void A_planted_bug_is_found_soon(Bug bug)
    {
        var found = Enumerable.Range(1, 300).FirstOrDefault(seed => Simulation.Judge(seed, bug).Judgement == Judgement.Violated);

        Assert.True(found > 0, $"300 seeds did not find that it {bug}.");
    }

    [Fact]
    public void A_seed_always_makes_the_same_run()
    {
        var (one, other) = (Simulation.Judge(7, Bug.SkipsDedupe), Simulation.Judge(7, Bug.SkipsDedupe));

        Assert.Equal(one.Violations, other.Violations);
        Assert.Equal((one.Acknowledged, one.Unknown), (other.Acknowledged, other.Unknown));
    }
}
