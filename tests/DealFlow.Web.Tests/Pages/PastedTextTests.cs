using DealFlow.Web.Pages.Deals;

namespace DealFlow.Web.Tests.Pages;

/// <summary>What is made out in signatures and address blocks.</summary>
public sealed class PastedTextTests
{
    [Theory]
    [InlineData(
        """
        Mit freundlichen Grüßen

        Dr. Eva Brandt
        Leiterin IT

        Müller Maschinenbau GmbH & Co. KG
        Industriestraße 12 a
        80331 München
        Tel.: +49 (0)89 12 34 56-78
        Mobil: +49 171 1234567
        Fax: +49 89 123499
        e.brandt@mueller-maschinenbau.de
        www.mueller-maschinenbau.de
        Amtsgericht München, HRB 12345 | USt-IdNr.: DE136695976
        Geschäftsführer: Max Müller
        """,
        "customer.name=Müller Maschinenbau GmbH & Co. KG", "contact.name=Dr. Eva Brandt", "contact.email=e.brandt@mueller-maschinenbau.de",
        "contact.phone=+49 (0)89 12 34 56-78", "customer.domain=mueller-maschinenbau.de", "customer.vatId=DE136695976",
        "customer.registrationNumber=HRB 12345 München", "customer.country=DE", "customer.address.street=Industriestraße 12 a",
        "customer.address.postalCode=80331", "customer.address.city=München")]
    [InlineData(
        "Brauhaus Zirbel, Hauptplatz 1, A-5020 Salzburg\nFrau Anna Gruber\noffice@brauhaus-zirbel.at",
        "customer.name=Brauhaus Zirbel", "contact.name=Anna Gruber", "contact.email=office@brauhaus-zirbel.at", "customer.domain=brauhaus-zirbel.at",
        "customer.country=AT", "customer.address.street=Hauptplatz 1", "customer.address.postalCode=5020", "customer.address.city=Salzburg")]
    [InlineData(
        "Best regards,\nJohn O'Neill\nHead of Purchasing\nNorthwind Traders Ltd\n12 High Street, London SW1A 1AA\nPhone 0044 20 7946 0000\njohn.oneill@gmail.com",
        "customer.name=Northwind Traders Ltd", "contact.name=John O'Neill", "contact.email=john.oneill@gmail.com", "contact.phone=0044 20 7946 0000",
        "customer.country=GB", "customer.address.street=12 High Street", "customer.address.postalCode=SW1A 1AA", "customer.address.city=London")]
    [InlineData(
        "Contact: Mary Ann Smith\nAcme Tools, Inc.\n500 Main St\nSpringfield, IL 62704\nUSA\nhttps://shop.acme-tools.com/en",
        "customer.name=Acme Tools, Inc.", "contact.name=Mary Ann Smith", "customer.domain=acme-tools.com", "customer.country=US",
        "customer.address.street=500 Main St", "customer.address.postalCode=62704", "customer.address.city=Springfield")]
    [InlineData(
        "Alpen Käse AG | Bahnhofstrasse 7 | CH-8001 Zürich | T +41 44 123 45 67",
        "customer.name=Alpen Käse AG", "contact.phone=+41 44 123 45 67", "customer.country=CH", "customer.address.street=Bahnhofstrasse 7",
        "customer.address.postalCode=8001", "customer.address.city=Zürich")]
    public void Read_ASignatureOrAnAddress_FindsTheFields(string text, params string[] expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), PastedText.Read(text).Select(field => $"{field.Key}={field.Value}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("Hello, see you on Monday at ten.")]
    [InlineData("\u202Eabc GmbH")]
    [InlineData("12345")]
    public void Read_TextThatSaysNothing_FindsNothing(string text) => Assert.Empty(PastedText.Read(text));

    [Fact]
    public void Read_AnythingLong_IsReadInABoundedTime()
    {
        foreach (var piece in new[] { "a@", "+49 ", "A ", "0123 ", "www.", "Dr. ", "Aa-", "HRB ", ", ", "DE 1" })
        {
            var line = string.Concat(Enumerable.Repeat(piece, 200 / piece.Length));
            Assert.NotNull(PastedText.Read(string.Join('\n', Enumerable.Repeat(line, 1000))));
        }
    }
}
