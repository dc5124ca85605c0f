namespace Needs.Samples.Tests.Running;

/// <summary>Whether all text of a page can be read: its contrast to what is behind it, as WCAG measures it.</summary>
public static class Legibility
{
    private const double Readable = 4.5;

    private const string Contrast = """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const paint = (color, under) => {
            canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
            canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
            return `rgb(${canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).join(' ')})`;
          };
          const behind = element => {
            const own = getComputedStyle(element).backgroundColor;
            return paint(own, element.parentElement ? behind(element.parentElement) : 'white');
          };
          const light = color => color.match(/\d+/g).map(part => part / 255)
            .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
            .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
          const ratio = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
          const texts = [...document.querySelectorAll('body *')].filter(element =>
            [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && !element.closest('[aria-hidden], svg, .quiet, .skip'));
          return texts.map(element => {
            const back = behind(element), ink = paint(getComputedStyle(element).color, back);
            return [ratio(light(ink), light(back)), `${element.tagName} ${element.className}: ${element.textContent.trim()}`];
          }).sort((a, b) => a[0] - b[0]).slice(0, 1).map(worst => ({ ratio: worst[0], text: worst[1] }))[0];
        }
        """;

    public static async Task AssertAsync(Window window)
    {
        var worst = await window.Page.EvaluateAsync<ContrastOfText>(Contrast);
        Assert.True(worst.Ratio >= Readable, $"{worst.Ratio:0.0} : 1 in {worst.Text}");
    }

    public sealed class ContrastOfText
    {
        public double Ratio { get; set; }

        public string Text { get; set; } = "";
    }
}
