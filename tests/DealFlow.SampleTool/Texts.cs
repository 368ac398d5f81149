namespace DealFlow.SampleTool;

/// <summary>What stands in the collateral of one product, in one language.</summary>
internal sealed record ProductText(string Claim, IReadOnlyList<string> Benefits, IReadOnlyList<(string Name, decimal Price)> Prices);

/// <summary>The words around it, in one language.</summary>
internal sealed record Words(
    string Presentation, string PriceList, string Brochure, string WhatItDoes, string NextSteps, IReadOnlyList<string> Steps, string Item, string Number, string ListPrice,
    string PriceNote, string Contact, string Sample);

/// <summary>The texts of the sample's collateral. Products and prices are invented.</summary>
internal static class Texts
{
    public static Words WordsOf(string language) => language is "de"
        ? new Words(
            "Präsentation", "Preisliste", "Broschüre", "Was Ihre Kunden davon haben", "So geht es weiter",
            ["Bedarf aufnehmen und die passende Größe wählen", "Angebot mit der Deal-Nummer anfordern", "Vorführung oder Teststellung vereinbaren"],
            "Artikel", "Artikelnummer", "Listenpreis", "Listenpreise netto, zuzüglich Umsatzsteuer, freibleibend. Gültig für registrierte Partner.",
            "Fragen beantwortet Ihr Ansprechpartner beim Hersteller.", "Beispielunterlage: Hersteller, Produkte und Preise sind erfunden.")
        : new Words(
            "Presentation", "Price list", "Brochure", "What your customers gain", "Next steps",
            ["Establish the need and choose the right size", "Ask for a quote with the deal ID", "Arrange a demonstration or a trial"],
            "Item", "Item number", "List price", "List prices, net of taxes, subject to change. Valid for registered partners.",
            "Your contact at the manufacturer is happy to answer questions.", "Sample document: manufacturer, products and prices are invented.");

    public static ProductText ProductOf(string program, string product, string language) => (program, product, language) switch
    {
        ("contoso-network", "firewall", "de") => new(
            "Schützt Standorte und mobile Geräte, ohne sie zu bremsen.",
            ["Prüft auch verschlüsselten Verkehr in voller Leitungsgeschwindigkeit", "Standorte in wenigen Minuten über gesicherte Tunnel verbunden",
             "Regeln in Klartext, Änderungen jederzeit rückgängig zu machen", "Fünf Jahre Gewährleistung mit Austausch am nächsten Werktag"],
            FirewallPrices("Firewall S, bis 50 Nutzer", "Firewall M, bis 250 Nutzer", "Firewall L, bis 1.000 Nutzer", "Schutzpaket, je Jahr", "Einrichtung vor Ort, je Tag")),
        ("contoso-network", "firewall", _) => new(
            "Protects sites and mobile devices without slowing them down.",
            ["Inspects encrypted traffic at full line speed", "Connects sites through secure tunnels within minutes",
             "Rules in plain language, every change can be undone", "Five-year warranty with next-business-day replacement"],
            FirewallPrices("Firewall S, up to 50 users", "Firewall M, up to 250 users", "Firewall L, up to 1,000 users", "Protection package, per year", "On-site set-up, per day")),
        ("contoso-network", "switch", "de") => new(
            "Das Netz für Büro, Halle und Lager: leise, sparsam, einfach.",
            ["24 oder 48 Anschlüsse mit Stromversorgung für Telefone und Kameras", "Ein Blick genügt: alle Geräte auf einer Karte", "Lüfterlos bis 24 Anschlüsse",
             "Geprüft für Umgebungen von -10 bis 50 Grad"],
            SwitchPrices("Switch 24, lüfterlos", "Switch 48", "Switch 48 mit Stromversorgung", "Glasfasermodul", "Montagesatz")),
        ("contoso-network", "switch", _) => new(
            "The network for office, shop floor and warehouse: quiet, frugal, simple.",
            ["24 or 48 ports with power for phones and cameras", "All devices on one map at a glance", "No fan up to 24 ports", "Tested from -10 to 50 degrees Celsius"],
            SwitchPrices("Switch 24, fanless", "Switch 48", "Switch 48 with power over Ethernet", "Fibre module", "Mounting kit")),
        ("contoso-network", "storage", "de") => new(
            "Speicher, der mitwächst, ohne dass jemand nachts umzieht.",
            ["Erweiterung im laufenden Betrieb", "Tägliche Sicherungsstände, in Sekunden wiederhergestellt", "Verschlüsselung ab Werk",
             "Zwei Standorte spiegeln sich ohne Zusatzlizenz"],
            StoragePrices("Speichersystem 20 TB", "Speichersystem 80 TB", "Erweiterung 40 TB", "Wartung, je Jahr", "Übernahme der Daten, je Tag")),
        ("contoso-network", "storage", _) => new(
            "Storage that grows with the business, with no move at night.",
            ["Expands while in use", "Daily snapshots, restored within seconds", "Encrypted from the factory", "Mirrors two sites without an extra licence"],
            StoragePrices("Storage system 20 TB", "Storage system 80 TB", "Expansion 40 TB", "Maintenance, per year", "Data migration, per day")),
        ("contoso-network", "suite", "de") => new(
            "Eine Oberfläche für das ganze Netz.",
            ["Zeigt Störungen, bevor Nutzer sie bemerken", "Berichte für Geschäftsführung und Prüfer auf Knopfdruck", "Läuft im eigenen Haus oder in der Cloud",
             "Rollen und Freigaben nach dem Vier-Augen-Prinzip"],
            SuitePrices("Suite, je Gerät und Jahr", "Suite, 100 Geräte, je Jahr", "Suite, 500 Geräte, je Jahr", "Berichtspaket, je Jahr", "Schulung, je Tag")),
        ("contoso-network", "suite", _) => new(
            "One console for the whole network.",
            ["Shows faults before users notice them", "Reports for management and auditors at one click", "Runs on your premises or in the cloud",
             "Roles and approvals with two pairs of eyes"],
            SuitePrices("Suite, per device and year", "Suite, 100 devices, per year", "Suite, 500 devices, per year", "Reporting package, per year", "Training, per day")),
        ("fabrikam-storage", "array", _) => new(
            "All-flash storage for workloads that cannot wait.",
            ["Answers in less than half a millisecond", "Controllers replaced while in use", "Capacity guaranteed in writing", "Half the rack space of the previous generation"],
            [("Array 50 TB", 38500m), ("Array 100 TB", 69900m), ("Expansion shelf 50 TB", 31200m), ("Support, per year", 4900m), ("Installation, per day", 1450m)]),
        ("fabrikam-storage", "tape", _) => new(
            "The copy that no intruder can reach.",
            ["Cartridges offline by design", "From 24 to 560 slots without a new library", "Lowest cost per terabyte kept for years", "Works with all common backup software"],
            [("Library, 24 slots", 7900m), ("Library, 80 slots", 18400m), ("Tape drive", 5200m), ("Cartridges, 20 pieces", 1480m), ("Support, per year", 1250m)]),
        _ => throw new InvalidOperationException($"There are no texts for {program}, {product}, {language} yet."),
    };

    private static IReadOnlyList<(string, decimal)> FirewallPrices(params string[] names) => Priced(names, 890m, 3490m, 12900m, 640m, 1200m);

    private static IReadOnlyList<(string, decimal)> SwitchPrices(params string[] names) => Priced(names, 520m, 1190m, 1890m, 145m, 39.9m);

    private static IReadOnlyList<(string, decimal)> StoragePrices(params string[] names) => Priced(names, 9800m, 27500m, 11900m, 1950m, 1200m);

    private static IReadOnlyList<(string, decimal)> SuitePrices(params string[] names) => Priced(names, 24m, 2100m, 9400m, 1250m, 980m);

    private static IReadOnlyList<(string, decimal)> Priced(string[] names, params decimal[] prices) => [.. names.Zip(prices)];
}
