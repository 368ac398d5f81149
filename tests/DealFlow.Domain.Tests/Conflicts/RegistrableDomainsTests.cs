using System.Globalization;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class RegistrableDomainsTests
{
    [Theory]
    [InlineData("mueller-maschinenbau.example", "mueller-maschinenbau.example")]
    [InlineData("https://www.Acme.co.uk:8443/about?x=1#y", "acme.co.uk")]
    [InlineData("http://user:secret@shop.acme.com/a@b", "acme.com")]
    [InlineData("Eva Brandt <e.brandt@mail.acme.de>", "acme.de")]
    [InlineData("mailto:eva@acme.de", "acme.de")]
    [InlineData("acme.de.", "acme.de")]
    [InlineData("//acme.de/x", "acme.de")]
    [InlineData("www.müller.de", "xn--mller-kva.de")]
    [InlineData("XN--MLLER-KVA.DE", "xn--mller-kva.de")]
    [InlineData("shop。acme。jp", "acme.jp")]
    [InlineData("acme.github.io", "acme.github.io")]
    [InlineData("a.b.acme.uk.com", "acme.uk.com")]
    public void Read_AddressOrHost_GivesTheRegistrableDomain(string text, string expected) =>
        Assert.Equal(expected, RegistrableDomains.Read(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("acme")]
    [InlineData("co.uk")]
    [InlineData("github.io")]
    [InlineData("localhost")]
    [InlineData("http://localhost:8080/")]
    [InlineData("server.local")]
    [InlineData("192.168.1.1")]
    [InlineData("http://[2001:db8::1]/")]
    [InlineData("1.2.3.4:80")]
    [InlineData("acme..de")]
    [InlineData(".acme.de")]
    [InlineData("-acme.de")]
    [InlineData("ac me.de")]
    [InlineData("acme_gmbh.de")]
    [InlineData("eva@")]
    [InlineData("none")]
    public void Read_NoCompanysDomain_SaysWhatToDo(string text)
    {
        var reading = RegistrableDomains.Read(text);

        Assert.False(reading.IsValid);
        Assert.EndsWith(".", reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gmail.com")]
    [InlineData("gmx.de")]
    [InlineData("web.de")]
    [InlineData("t-online.de")]
    [InlineData("outlook.com")]
    [InlineData("bluewin.ch")]
    [InlineData("facebook.com")]
    [InlineData("acme.github.io")]
    [InlineData("acme.blogspot.com")]
    [InlineData("acme.myshopify.com")]
    public void IsShared_MailOrHostingForEverybody_IsTrue(string text) =>
        Assert.True(RegistrableDomains.IsShared(RegistrableDomains.Read(text).Value ?? text));

    [Theory]
    [InlineData("mueller-maschinenbau.example")]
    [InlineData("siemens.com")]
    [InlineData("acme.co.uk")]
    [InlineData("acme.uk.com")]
    public void IsShared_CompanysOwn_IsFalse(string domain) => Assert.False(RegistrableDomains.IsShared(domain));

    public static TheoryData<string, string> PublicSuffixVectors()
    {
        using var reader = new StreamReader(typeof(RegistrableDomainsTests).Assembly.GetManifestResourceStream("public-suffix-tests.txt")!);
        var vectors = new TheoryData<string, string>();
        foreach (var line in reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)))
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var host, var expected] && host != "null")
                vectors.Add(host, expected);
        return vectors;
    }

    /// <summary>The public test vectors of the public suffix list (public domain).</summary>
    [Theory]
    [MemberData(nameof(PublicSuffixVectors))]
    public void Read_VectorOfTheList_AgreesWithIt(string host, string expected) =>
        Assert.Equal(expected == "null" ? null : new IdnMapping().GetAscii(expected), RegistrableDomains.Read(host).Value);
}
