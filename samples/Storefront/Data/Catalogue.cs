namespace Storefront.Data;

/// <summary>What the shop sells. Prices in cents.</summary>
internal static class Catalogue
{
    public static readonly (string Category, string Name, int Cents)[] Products =
    [
        ("Kitchen", "Beech chopping board", 2900),
        ("Kitchen", "Cast-iron skillet, 26 cm", 5450),
        ("Kitchen", "Copper saucepan", 8900),
        ("Kitchen", "Enamel colander", 2450),
        ("Kitchen", "Flour-sack tea towels, set of three", 1850),
        ("Kitchen", "French rolling pin", 1600),
        ("Kitchen", "Glass storage jar, 1 litre", 950),
        ("Kitchen", "Olive-wood salad servers", 2200),
        ("Kitchen", "Pepper mill, walnut", 3400),
        ("Kitchen", "Stoneware mixing bowl", 3200),
        ("Table", "Espresso cup & saucer", 1450),
        ("Table", "Hand-blown carafe", 3900),
        ("Table", "Linen napkins, set of four", 3600),
        ("Table", "Porridge bowl, speckled", 1700),
        ("Table", "Salt cellar with spoon", 1900),
        ("Table", "Serving platter, oval", 4200),
        ("Table", "Stoneware dinner plate", 2100),
        ("Table", "Tablecloth, washed linen", 8900),
        ("Table", "Teapot, 0.8 litre", 4800),
        ("Table", "Tumblers, set of six", 3300),
        ("Living", "Beeswax candles, pair", 1400),
        ("Living", "Brass candle holder", 3100),
        ("Living", "Cotton throw, herringbone", 6900),
        ("Living", "Cushion cover, moss green", 2800),
        ("Living", "Desk lamp \"Fjord\"", 11900),
        ("Living", "Log basket", 5400),
        ("Living", "Reading chair cushion", 4500),
        ("Living", "Sheepskin, natural", 9800),
        ("Living", "Wall clock, oak", 7600),
        ("Living", "Wool blanket, undyed", 12900),
        ("Bath", "Bath mat, waffle weave", 3200),
        ("Bath", "Cedar soap dish", 1300),
        ("Bath", "Hand towel, slate", 1600),
        ("Bath", "Lavender soap, 3 bars", 1500),
        ("Bath", "Linen bath towel", 4900),
        ("Bath", "Sea sponge", 1900),
        ("Bath", "Wooden nail brush", 1100),
        ("Garden", "Bird feeder, larch", 3700),
        ("Garden", "Copper watering can", 6400),
        ("Garden", "Garden twine, 80 m", 650),
        ("Garden", "Hand fork & trowel", 3500),
        ("Garden", "Kneeling pad", 2300),
        ("Garden", "Terracotta pot, 20 cm", 1200),
        ("Garden", "Willow trug", 4600),
        ("Paper", "Address book", 1800),
        ("Paper", "Fountain-pen ink, oak gall", 1250),
        ("Paper", "Letter paper & envelopes", 1600),
        ("Paper", "Notebook, dotted, A5", 1400),
    ];

    public static readonly string[] Notes =
    [
        "Please leave it with the neighbour at no. 12.",
        "It's a gift: no invoice in the parcel, please.",
        "Ring the bell twice – it's quiet.",
        "Deliver after 17:00 if you can.",
        "Wrap the glasses well & thank you!",
        "Second floor, left-hand door.",
    ];
}
