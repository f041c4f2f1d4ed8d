using System.Globalization;
using System.Text;
using Messenger.Bench.Rows;

namespace Messenger.Bench.Measuring;

/// <summary>Bars on a logarithmic scale, a panel for each figure, as SVG that needs no script and reads on light and dark.</summary>
static class BarChart
{
    const int Width = 900;
    const int LabelWidth = 190;
    const int BarHeight = 14;
    const int Gap = 6;

    public static string Draw(IReadOnlyList<(string Title, Func<Transports.Line, double> Of)> panels, IReadOnlyList<Transports.Line> lines)
    {
        var svg = new StringBuilder();
        var y = 10;
        foreach (var (title, of) in panels)
        {
            Add($"<text x=\"0\" y=\"{y + 14}\" font-weight=\"bold\">{title}</text>");
            y += 26;
            var (least, most) = (Math.Log10(Math.Max(0.5, lines.Min(of))) - 0.2, Math.Log10(lines.Max(of)));
            foreach (var kind in lines.GroupBy(l => l.Name))
            {
                Add($"<text x=\"{LabelWidth - 10}\" y=\"{y + BarHeight + 5}\" text-anchor=\"end\">{kind.Key}</text>");
                foreach (var line in kind.OrderBy(l => l.Rate))
                {
                    var width = Math.Max(2, (Width - LabelWidth - 150) * (Math.Log10(Math.Max(0.5, of(line))) - least) / (most - least));
                    Add($"<rect x=\"{LabelWidth}\" y=\"{y}\" width=\"{width:0}\" height=\"{BarHeight}\" fill=\"{(line.Rate < 1 ? "#c2703d" : "#2f7d78")}\"/>");
                    Add($"<text x=\"{LabelWidth + width + 6:0}\" y=\"{y + BarHeight - 2}\">{of(line):#,0}</text>");
                    y += BarHeight + 1;
                }
                y += Gap;
            }
            y += 14;
        }
        Add($"<rect x=\"0\" y=\"{y}\" width=\"12\" height=\"12\" fill=\"#c2703d\"/><text x=\"18\" y=\"{y + 11}\">0.1 messages a second and reader</text>");
        Add($"<rect x=\"280\" y=\"{y}\" width=\"12\" height=\"12\" fill=\"#2f7d78\"/><text x=\"298\" y=\"{y + 11}\">1 message a second and reader; logarithmic scale</text>");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {y + 24}" font-family="sans-serif" font-size="13" fill="#888">
            {svg}</svg>

            """);

        void Add(FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
