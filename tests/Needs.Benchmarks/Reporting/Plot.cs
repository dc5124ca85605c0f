using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Needs.Benchmarks.Reporting;

/// <summary>A picture beside a table; the last part of its name says which of its chapter it is.</summary>
internal sealed record Plot(string Name, string Description, PlotModel Model)
{
    private const double Width = 760;
    private const double Height = 360;
    private const double TitleDistance = 10;

    private static readonly OxyColor[] Colors =
        [.. ((string[])["#0b5fa5", "#e08214", "#7a7a7a", "#35978f", "#b2182b", "#8073ac", "#c7a252", "#222222"]).Select(OxyColor.Parse)];

    /// <summary>Bars side by side: a group for each label, in each a bar for each contestant.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="title">What is compared.</param>
    /// <param name="unit">What the axis says.</param>
    /// <param name="labels">The groups.</param>
    /// <param name="bars">The contestants, each with a figure for each group; NaN where it has none.</param>
    /// <param name="isLogarithmic">Whether the axis counts by powers of ten.</param>
    public static Plot Bars(
        string name, string title, string unit, IReadOnlyList<string> labels, IEnumerable<(string Contestant, IReadOnlyList<double> Figures)> bars, bool isLogarithmic = false)
    {
        var model = Empty(title, LegendItemOrder.Reverse);
        // The library draws upwards: what is first shall be on top.
        var groups = new CategoryAxis { Position = AxisPosition.Left, GapWidth = 0.4 };
        groups.Labels.AddRange(labels.Reverse());
        model.Axes.Add(groups);
        model.Axes.Add(isLogarithmic
            ? new LogarithmicAxis { Position = AxisPosition.Bottom, Title = unit, AxisTitleDistance = TitleDistance, MajorGridlineStyle = LineStyle.Dot, MaximumPadding = 0.05 }
            : new LinearAxis { Position = AxisPosition.Bottom, Title = unit, AxisTitleDistance = TitleDistance, MajorGridlineStyle = LineStyle.Dot, Minimum = 0, MaximumPadding = 0.05 });
        foreach (var (place, (contestant, figures)) in bars.Index().Reverse())
        {
            var series = new BarSeries { Title = contestant, FillColor = Colors[place % Colors.Length], BaseValue = isLogarithmic ? 1e-9 : 0 };
            series.Items.AddRange(figures.Reverse().Select(figure => new BarItem(figure)));
            model.Series.Add(series);
        }

        return new Plot(name, title, model);
    }

    /// <summary>A line for each contestant.</summary>
    public static Plot Lines(
        string name, string title, string across, string up, IEnumerable<(string Contestant, IEnumerable<(double X, double Y)> Points)> lines, bool isLogarithmic = false)
    {
        var model = Empty(title);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = across, AxisTitleDistance = TitleDistance, MinimumPadding = 0.03, MaximumPadding = 0.03 });
        model.Axes.Add(isLogarithmic
            ? new LogarithmicAxis { Position = AxisPosition.Left, Title = up, AxisTitleDistance = TitleDistance, MajorGridlineStyle = LineStyle.Dot }
            : new LinearAxis { Position = AxisPosition.Left, Title = up, AxisTitleDistance = TitleDistance, MajorGridlineStyle = LineStyle.Dot, Minimum = 0, MaximumPadding = 0.05 });
        foreach (var (contestant, points) in lines)
        {
            var series = new LineSeries { Title = contestant, MarkerType = MarkerType.Circle };
            series.Points.AddRange(points.Select(point => new DataPoint(point.X, point.Y)));
            model.Series.Add(series);
        }

        return new Plot(name, title, model);
    }

    /// <summary>The picture as SVG.</summary>
    public override string ToString() =>
        new SvgExporter { Width = Width, Height = Height, UseVerticalTextAlignmentWorkaround = true, TextMeasurer = new InPixels() }.ExportToString(Model).ReplaceLineEndings("\n").TrimEnd() + "\n";

    private static PlotModel Empty(string title, LegendItemOrder order = LegendItemOrder.Normal)
    {
        var model = new PlotModel { Title = title, TitleFontSize = 15, DefaultFont = "Arial", Background = OxyColors.White, DefaultColors = Colors };
        model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.RightTop, LegendItemOrder = order });
        return model;
    }

    // The library measures texts in points and draws them in pixels.
    private sealed class InPixels() : PdfRenderContext(Width, Height, OxyColors.White)
    {
        private const double PixelsOfAPoint = 96 / 72.0;

        public override OxySize MeasureText(string? text, string? fontFamily, double fontSize, double fontWeight) =>
            base.MeasureText(text, fontFamily, fontSize * PixelsOfAPoint, fontWeight);
    }
}
