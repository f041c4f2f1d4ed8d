using Messenger.Faults.Checking.Events;

namespace Messenger.Faults.Checking.Invariants;

sealed class Availability : IInvariant
{
    public string Name => "I14";

    public string Promise => "No fault silences the service for longer than is stated for it.";

    public IEnumerable<Violation> Check(History history)
    {
        var answered = history.Of<Sent>().Where(s => s.Phase == Phase.Ok).Select(s => s.At).ToList();
        if (answered.Count == 0) yield break;
        answered.Add(history.Of<Sent>()[^1].At); // who still asked then was not answered
        var all = new FaultTimes(history).All;
        foreach (var (from, until, fault) in all)
        {
            // Of two at once the worse one decides.
            var stated = all.Where(t => t.From <= until && t.Until >= from).Select(t => t.Fault.LongestSilence).ToList();
            if (stated.Contains(0)) continue;
            var silence = LongestSilence(history, answered, from, until);
            if (silence > stated.Max() + history.Limits.Slack.Microseconds())
                yield return new(Name, $"{fault.Fault} ({fault.Target}) left no send acknowledged for {silence / 1_000} ms; {stated.Max() / 1_000} ms are stated.", from);
        }
    }

    /// <summary>The longest time between two acknowledgements that touches a time; a pause ends it.</summary>
    public static long LongestSilence(History history, List<long> answered, long from, long until)
    {
        var end = history.Of<Paused>().FirstOrDefault(p => p.At >= from && p.At < until)?.At ?? long.MaxValue;
        var place = answered.BinarySearch(from);
        if (place < 0) place = ~place;
        var last = place > 0 ? answered[place - 1] : from;
        var longest = 0L;
        for (; place < answered.Count; place++)
        {
            longest = Math.Max(longest, Math.Min(answered[place], end) - last);
            if (answered[place] > Math.Min(until, end)) break;
            last = answered[place];
        }
        return longest;
    }
}
