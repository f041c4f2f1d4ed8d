using System.Globalization;
using System.Text;

namespace Messenger.Faults.Measures.Soak;

/// <summary>What many connections left behind, as Markdown.</summary>
sealed class SoakReport(Choices choices, IReadOnlyList<Stage> stages)
{
    const double MostMemory = 1.10;

    /// <summary>Something that is pooled or cached may still name the connection that used it last.</summary>
    const int MostInMemory = 1;

    readonly StringBuilder _text = new();

    /// <summary>Nothing is left, and memory is as after the warm-up.</summary>
    public bool IsGood => stages.All(IsGoodStage);

    public string Write()
    {
        Line($"# Soak: {(IsGood ? "nothing is left" : "SOMETHING IS LEFT")}");
        Line($"");
        Line($"{choices.Word("--connections")} WebSocket connections come to one node, sync and leave, {choices.Word("--at-once")} at a time, half of them without a word; then as many while Redis is away, half of them while it is killed, half while it is frozen. After each part the node collects its garbage three times, and has up to a minute until what it held for its link to Redis is gone; the warm-up is the base.");
        Line($"");
        Line($"| part | connections | refused, repeated | thrown out, repeated | s | open (SignalR's metric) | open sockets (Kestrel's) | in memory | channels in Redis | heap MB | RSS MB | heap, RSS / base | |");
        Line($"| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var stage in stages)
        {
            var (came, left) = (stage.Came, stage.Gauged);
            Line($"| {stage.Name} | {came.Done} | {came.Refused} | {came.Broken} | {came.Seconds:0} | {left.Connections} | {left.Sockets} | {left.Contexts} | {stage.Channels} | {left.HeapBytes / 1e6:0.0} | {left.ResidentBytes / 1e6:0} | {Heap(stage):0.00}, {Resident(stage):0.00} | {(IsGoodStage(stage) ? "within" : "BEYOND")} |");
        }
        Line($"");
        Line($"Bounds: no connection open, at most {MostInMemory} in memory, as many channels as after the warm-up, heap and RSS at most {MostMemory:0.00} times theirs after the warm-up.");
        return _text.ToString();
    }

    /// <summary>Whether a part has left no more than the warm-up, which is the base and left what it left.</summary>
    public bool IsGoodStage(Stage stage) => ReferenceEquals(stage, stages[0])
        || stage.Gauged.Connections == 0 && stage.Gauged.Contexts <= MostInMemory && stage.Channels == stages[0].Channels
        && Heap(stage) <= MostMemory && Resident(stage) <= MostMemory;

    double Heap(Stage stage) => (double)stage.Gauged.HeapBytes / stages[0].Gauged.HeapBytes;

    double Resident(Stage stage) => (double)stage.Gauged.ResidentBytes / stages[0].Gauged.ResidentBytes;

    void Line(FormattableString text) => _text.AppendLine(text.ToString(CultureInfo.InvariantCulture));
}
