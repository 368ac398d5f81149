using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class VatIdsTests
{
    [Theory]
    [InlineData("ATU64820439")]
    [InlineData("BE0825609857")]
    [InlineData("BG362115172")]
    [InlineData("BG0849401994")]
    [InlineData("CHE116281710")]
    [InlineData("CY45700060V")]
    [InlineData("CZ01959166")]
    [InlineData("CZ653549294")]
    [InlineData("CZ1506059401")]
    [InlineData("DE136695976")]
    [InlineData("DE129273398")]
    [InlineData("DK80027400")]
    [InlineData("EE108998580")]
    [InlineData("EL094259216")]
    [InlineData("ES20218180F")]
    [InlineData("ESA28015865")]
    [InlineData("ESX2482300W")]
    [InlineData("FI20774740")]
    [InlineData("FR40303265045")]
    [InlineData("FRUB276656295")]
    [InlineData("GB980780684")]
    [InlineData("HR33392005961")]
    [InlineData("HU12892312")]
    [InlineData("IE6433435F")]
    [InlineData("IE6686329WH")]
    [InlineData("IE8D79739I")]
    [InlineData("IT00743110157")]
    [InlineData("LT119511515")]
    [InlineData("LT100001919017")]
    [InlineData("LU15027442")]
    [InlineData("LV40003521600")]
    [InlineData("MT11679112")]
    [InlineData("NL004495445B01")]
    [InlineData("NO995525828")]
    [InlineData("PL8567346215")]
    [InlineData("PT501964843")]
    [InlineData("RO18547290")]
    [InlineData("SE123456789701")]
    [InlineData("SI50223054")]
    [InlineData("SK2022749619")]
    [InlineData("XI927095113")]
    public void Read_ValidAndThenOneDigitChanged_AcceptsOnlyTheFirst(string vatId)
    {
        Assert.Equal(vatId, VatIds.Read(vatId, null).Value);

        // A digit of the serial part, which every scheme weighs; the suffixes of Swedish and Dutch ids are not checked.
        var position = Enumerable.Range(2, vatId.Length - 2).First(i => char.IsAsciiDigit(vatId[i]) && i > 5);
        var changed = vatId[..position] + (char)('0' + (vatId[position] - '0' + 1) % 10) + vatId[(position + 1)..];
        Assert.False(VatIds.Read(changed, null).IsValid, changed);
    }

    [Theory]
    [InlineData("DE136695977")]
    [InlineData("DE036695976")]
    [InlineData("DE000000000")]
    [InlineData("DE13669597")]
    [InlineData("DK00000000")]
    [InlineData("GBGD500")]
    [InlineData("GBHA499")]
    [InlineData("NL004495445B00")]
    [InlineData("SE123456789700")]
    [InlineData("US123456789")]
    [InlineData("136695976")]
    [InlineData("")]
    [InlineData("not given")]
    [InlineData("DE１３６６９５９７٦")]
    public void Read_Invalid_SaysWhatToDo(string text)
    {
        var reading = VatIds.Read(text, null);

        Assert.False(reading.IsValid);
        Assert.EndsWith(".", reading.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" de 136.695-976 ", "DE", "DE136695976")]
    [InlineData("136695976", "DE", "DE136695976")]
    [InlineData("ＤＥ１３６６９５９７６", null, "DE136695976")]
    [InlineData("DE\u00A0136\u200B695 976", null, "DE136695976")]
    [InlineData("GR 094259216", null, "EL094259216")]
    [InlineData("94259216", "GR", "EL094259216")]
    [InlineData("BE 825.609.857", null, "BE0825609857")]
    [InlineData("64820439", "AT", "ATU64820439")]
    [InlineData("CHE-116.281.710 MWST", null, "CHE116281710")]
    [InlineData("CHE-116.281.710 TVA", "CH", "CHE116281710")]
    [InlineData("116281710", "LI", "CHE116281710")]
    [InlineData("CH 116281710 IVA", null, "CHE116281710")]
    [InlineData("995 525 828 MVA", "NO", "NO995525828")]
    [InlineData("UB276656295", "FR", "FRUB276656295")]
    [InlineData("GB 927 0951 13", "GB", "GB927095113")]
    [InlineData("GB 927 0951 13 001", null, "GB927095113001")]
    [InlineData("GBGD066", null, "GBGD066")]
    public void Read_AsPeopleWriteIt_GivesTheNormalForm(string text, string? country, string expected) =>
        Assert.Equal(expected, VatIds.Read(text, country).Value);

    [Fact]
    public void Read_PrefixOfAnotherCountry_WinsOverTheCountry() =>
        Assert.Equal("DE136695976", VatIds.Read("DE136695976", "IE").Value);

    [Fact]
    public void Read_FrenchKeyThatLooksLikeAPrefix_IsReadAsFrench()
    {
        // "SE" is Sweden's prefix, and may be a key before a SIREN.
        var reading = Enumerable.Range(100_000_000, 5000).Select(siren => VatIds.Read($"SE{siren}", "FR")).First(r => r.IsValid);

        Assert.StartsWith("FRSE", reading.Value, StringComparison.Ordinal);
    }
}
