namespace Storefront.Data;

/// <summary>Where the customers come from: names and towns that go together.</summary>
internal sealed record Region(string Country, int Share, string[] FirstNames, string[] LastNames, string[] Cities);

internal static class People
{
    public static readonly string[] MailHosts = ["example.com", "example.org", "example.net"];

    public static readonly Region[] Regions =
    [
        new("United Kingdom", 22,
            ["Amelia", "Arthur", "Beatrice", "Callum", "Daisy", "Edward", "Florence", "George", "Harriet", "Isla", "Jack", "Matilda", "Nathan", "Poppy", "Rhys", "Sophie", "Theo", "Wilfred"],
            ["Ashworth", "Barlow", "Carter", "Davies", "Ellison", "Fletcher", "Greenwood", "Hughes", "Ingram", "Jenkins", "Lloyd", "Marsh", "O'Connell", "Pritchard", "Shaw", "Whitfield"],
            ["Bristol", "Cardiff", "Edinburgh", "Glasgow", "Leeds", "London", "Manchester", "Norwich", "Sheffield", "York"]),
        new("Germany", 20,
            ["Anneliese", "Björn", "Clara", "Emil", "Frieda", "Greta", "Hannes", "Ida", "Jonas", "Käthe", "Leni", "Lukas", "Mathilda", "Moritz", "Nele", "Paul", "Sören", "Zoë"],
            ["Bäcker", "Becker", "Fischer", "Groß", "Hoffmann", "Jäger", "Keller", "König", "Krüger", "Lehmann", "Müller", "Richter", "Schäfer", "Schröder", "Vogel", "Weiß"],
            ["Berlin", "Bremen", "Dresden", "Freiburg", "Hamburg", "Köln", "Leipzig", "München", "Münster", "Nürnberg"]),
        new("France", 16,
            ["Adèle", "Antoine", "Camille", "Chloé", "Étienne", "Gaspard", "Hélène", "Inès", "Jules", "Léa", "Manon", "Noé", "Océane", "Rémi", "Sacha", "Théo"],
            ["Barbier", "Benoît", "Bertrand", "Chevalier", "Dubois", "Fournier", "Gauthier", "Lefèvre", "Marchand", "Moreau", "Pelletier", "Renaud", "Roussel", "Vidal"],
            ["Bordeaux", "Grenoble", "Lille", "Lyon", "Marseille", "Nantes", "Paris", "Rennes", "Strasbourg", "Toulouse"]),
        new("Netherlands", 12,
            ["Bram", "Daan", "Emma", "Femke", "Joris", "Lotte", "Maarten", "Noor", "Pieter", "Roos", "Sanne", "Thijs", "Willem", "Yara"],
            ["Bakker", "de Boer", "de Vries", "Dekker", "Hendriks", "Jansen", "Mulder", "Smit", "van den Berg", "van Dijk", "Visser", "Vermeer"],
            ["Amsterdam", "Delft", "Eindhoven", "Groningen", "Haarlem", "Leiden", "Rotterdam", "Utrecht"]),
        new("Poland", 12,
            ["Agnieszka", "Bartosz", "Celina", "Dawid", "Ewa", "Filip", "Hanna", "Jakub", "Kasia", "Łukasz", "Małgorzata", "Oliwia", "Paweł", "Zofia"],
            ["Dąbrowska", "Kamiński", "Kowalczyk", "Krawczyk", "Lewandowska", "Mazur", "Nowak", "Szymański", "Wiśniewska", "Wójcik", "Zając", "Zieliński"],
            ["Gdańsk", "Kraków", "Łódź", "Lublin", "Poznań", "Toruń", "Warszawa", "Wrocław"]),
        new("Sweden", 10,
            ["Agnes", "Åsa", "Axel", "Ebba", "Elsa", "Gustav", "Ingrid", "Linnéa", "Nils", "Oskar", "Saga", "Torbjörn", "Viggo", "Wilma"],
            ["Åkesson", "Andersson", "Bergström", "Dahl", "Ekström", "Forsberg", "Hedlund", "Lindqvist", "Nyström", "Öberg", "Sjögren", "Söderberg"],
            ["Göteborg", "Linköping", "Lund", "Malmö", "Örebro", "Stockholm", "Umeå", "Uppsala"]),
        new("Spain", 8,
            ["Alba", "Álvaro", "Carmen", "Diego", "Inés", "Iñaki", "Javier", "Lucía", "Martín", "Nuria", "Pilar", "Rocío", "Sergio"],
            ["Álvarez", "Castro", "Domínguez", "Fernández", "Giménez", "Herrera", "Ibáñez", "Muñoz", "Navarro", "Ortega", "Peña", "Serrano"],
            ["Barcelona", "Bilbao", "Cádiz", "Granada", "Madrid", "Málaga", "Sevilla", "València"]),
    ];
}
