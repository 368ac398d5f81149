using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class CompanyNamesTests
{
    [Theory]
    [InlineData("Müller Maschinenbau GmbH & Co. KG", "DE", "mueller maschinenbau", "GmbH & Co. KG")]
    [InlineData("Mueller Maschinenbau GmbH u. Co KG", "DE", "mueller maschinenbau", "GmbH & Co. KG")]
    [InlineData("Müller Maschinenbau G.m.b.H. + Co.", "DE", "mueller maschinenbau", "GmbH & Co. KG")]
    [InlineData("Brauerei Hofmann & Söhne GmbH", "DE", "brauerei hofmann und soehne", "GmbH")]
    [InlineData("Gesellschaft für Informatik m.b.H.", "DE", "gesellschaft fuer informatik", "GmbH")]
    [InlineData("Ges. f. Informatik mbH", "DE", "gesellschaft fuer informatik", "GmbH")]
    [InlineData("Schmidt Verwaltungsgesellschaft mbH", "DE", "schmidt verwaltungs", "GmbH")]
    [InlineData("Schmidt Vertriebsgmbh", "DE", "schmidt vertriebs", "GmbH")]
    [InlineData("Lidl Stiftung & Co. KG", "DE", "lidl", "Stiftung & Co. KG")]
    [InlineData("Huber UG (haftungsbeschränkt)", "DE", "huber", "UG")]
    [InlineData("Huber GmbH i.L.", "DE", "huber", "GmbH")]
    [InlineData("Müller & Co. KG", "DE", "mueller und co", "KG")]
    [InlineData("Sportverein Plan B e. V.", "DE", "sportverein plan b", "e.V.")]
    [InlineData("K+S Aktiengesellschaft", "DE", "k und s", "AG")]
    [InlineData("1und1 AG", "DE", "1 und 1", "AG")]
    [InlineData("F R A P A L GmbH", "DE", "frapal", "GmbH")]
    [InlineData("S.A.P. Consulting Müller", "DE", "sap consulting mueller", null)]
    [InlineData("Wellness Spa", "DE", "wellness spa", null)]
    [InlineData("Huber Bau Ges.m.b.H.", "AT", "huber bau", "GmbH")]
    [InlineData("Huber OG", "AT", "huber", "OHG")]
    [InlineData("The Boeing Company", "US", "boeing", "Co.")]
    [InlineData("Tiffany & Co., Inc.", "US", "tiffany und co", "Inc.")]
    [InlineData("Smith and Sons Ltd.", "GB", "smith und sons", "Ltd.")]
    [InlineData("L'Oréal S.A.", "FR", "loreal", "SA")]
    [InlineData("Dupont et Fils S.à r.l.", "LU", "dupont und fils", "S.à r.l.")]
    [InlineData("Fiat S.p.A.", "IT", "fiat", "SpA")]
    [InlineData("Ørsted A/S", "DK", "oersted", "AS")]
    [InlineData("AB Volvo (publ)", "SE", "volvo", "AB")]
    [InlineData("Nokia Oyj", "FI", "nokia", "Oy")]
    [InlineData("Kowalski Sp. z o.o.", "PL", "kowalski", "Sp. z o.o.")]
    [InlineData("Kowalski spółka z o. o.", "PL", "kowalski", "Sp. z o.o.")]
    [InlineData("Novák, spol. s r.o.", "CZ", "novak", "s.r.o.")]
    [InlineData("Horvat d. o. o.", "HR", "horvat", "d.o.o.")]
    [InlineData("ООО «Газпром нефть»", "RU", "gazprom neft", "OOO")]
    [InlineData("Yılmaz San. ve Tic. Ltd. Şti.", "TR", "yilmaz", "San. ve Tic. Ltd. Şti.")]
    [InlineData("AG", "DE", "ag", null)]
    [InlineData("", "DE", "", null)]
    [InlineData("!?", "DE", "", null)]
    public void Parse_Name_GivesCoreAndLegalForm(string name, string country, string core, string? form)
    {
        var parsed = CompanyNames.Parse(name, country);

        Assert.Equal((core, form), (parsed.Core, parsed.LegalForm));
    }

    [Theory]
    [InlineData("Müller", "mueller", "muller")]
    [InlineData("Mu\u0308ller", "mueller", "muller")]
    [InlineData("Straßenbau Weiß", "strassenbau weiss", "strassenbau weiss")]
    [InlineData("Gebr. Göß", "gebrueder goess", "gebruder goss")]
    [InlineData("Åkesson", "aakesson", "akesson")]
    public void Parse_Umlauts_GivesBothSpellings(string name, string core, string plain)
    {
        var parsed = CompanyNames.Parse(name, "DE");

        Assert.Equal((core, plain), (parsed.Core, parsed.PlainCore));
    }

    [Fact]
    public void Parse_GeneralPartner_KeepsTheWordThatTellsItApart()
    {
        var partner = CompanyNames.Parse("Schmidt Verwaltungs GmbH", "DE");
        var company = CompanyNames.Parse("Schmidt GmbH & Co. KG", "DE");

        Assert.NotEqual(company.Core, partner.Core);
        Assert.Equal(("general partner", null), (partner.Role, company.Role));
    }
}
