namespace Messenger.Faults.Measures.Neighbours;

/// <summary>A phase, and what the processors did in it.</summary>
sealed record PhaseMeasured(PhaseSeen Seen, Cpu Cpu);

/// <summary>What one abuse did to the honest.</summary>
sealed class Finding(Scenario scenario)
{
    public Scenario Scenario => scenario;

    const double SlowestBaseline = 250;

    /// <summary>What is not delivered has no time that a quantile could show: so much of what should arrive does.</summary>
    const double LeastDelivered = 0.99;

    /// <summary>Of the newcomers who are honest, so many may be turned away.</summary>
    const double MostTurnedAway = 0.01;

    /// <summary>Without the abuse the service was as fast as it is: a machine that is busy with something else measures nothing.</summary>
    public bool IsValid => Baselines.TrueForAll(b => b.Seen.Failed == 0) && Delivered(Baselines) >= LeastDelivered
        && Quantiles.Median(Baselines.Select(b => b.Seen.Acks.P99)) <= SlowestBaseline
        && (!scenario.BindsDeliveries || Quantiles.Median(Baselines.Select(b => b.Seen.Deliveries.P99)) <= SlowestBaseline);

    public string Verdict => !IsValid ? "invalid: the baseline is slow" : IsGood ? "within" : "BEYOND";

    public List<PhaseMeasured> Baselines { get; } = [];

    public List<PhaseMeasured> Abuses { get; } = [];

    /// <summary>What became of the abusers.</summary>
    public SortedDictionary<string, long> Shed { get; } = [];

    public double AckRatio => Ratio(p => p.Seen.Acks.P99);

    public double DeliveryRatio => Ratio(p => p.Seen.Deliveries.P99);

    public bool IsGood => (!scenario.BindsAcks || AckRatio <= scenario.Bound) && (!scenario.BindsDeliveries || DeliveryRatio <= scenario.Bound)
        && Abuses.TrueForAll(a => a.Seen.Failed == 0) && (!scenario.BindsDeliveries || Delivered(Abuses) >= LeastDelivered) && TurnedAway(Abuses) <= MostTurnedAway;

    /// <summary>A round: a phase without the abuse, one with it, and what became of the abusers.</summary>
    public void Add(PhaseMeasured baseline, PhaseMeasured abuse, IReadOnlyDictionary<string, long> shed)
    {
        Baselines.Add(baseline);
        Abuses.Add(abuse);
        foreach (var (what, count) in shed) Shed[what] = Shed.GetValueOrDefault(what) + count;
    }

    static double Delivered(List<PhaseMeasured> phases) =>
        (double)phases.Sum(p => p.Seen.Deliveries.Count) / Math.Max(1, phases.Sum(p => p.Seen.Expected));

    static double TurnedAway(List<PhaseMeasured> phases) =>
        (double)phases.Sum(p => p.Seen.TurnedAway) / Math.Max(1, phases.Sum(p => p.Seen.TurnedAway + p.Seen.Connects.Count));

    double Ratio(Func<PhaseMeasured, double> time) => Quantiles.Median(Abuses.Select(time)) / Quantiles.Median(Baselines.Select(time));
}
