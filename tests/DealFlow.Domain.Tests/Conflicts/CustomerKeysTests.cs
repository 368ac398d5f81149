using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class CustomerKeysTests
{
    private static readonly CustomerFacts Mueller = new()
    {
        Name = "Müller Maschinenbau GmbH & Co. KG",
        Country = "DE",
        Domain = "www.mueller-maschinenbau.example",
        VatId = "136695976",
        RegistrationNumber = "AG München HRB 12345",
        DunsNumber = "15-048-3782",
    };

    [Fact]
    public void Of_FullCustomer_GivesStrongKindsFirst() => Assert.Equal(
        [
            "vatId:DE136695976", "registrationNumber:DE|MUENCHEN HRB 12345", "registrationNumber:DE|HRB 12345", "duns:150483782",
            "domain:mueller-maschinenbau.example", "name:DE|mueller maschinenbau", "name:DE|muller maschinenbau",
            "name:DE|muellermaschinenbau", "name:DE|mullermaschinenbau",
        ],
        CustomerKeys.Of(Mueller).Select(key => key.ToString()));

    [Fact]
    public void Of_FullCustomer_KnowsWhichAreStrong() => Assert.Equal(
        [true, true, false, true, true, false, false, false, false],
        CustomerKeys.Of(Mueller).Select(key => key.IsStrong));

    [Theory]
    [InlineData("GB", true)]
    [InlineData("US", false)]
    public void IsStrong_RegistrationNumberWithoutCourt_NeedsOneRegisterForTheCountry(string country, bool expected) =>
        Assert.Equal(expected, new CustomerKey(CustomerKeyKind.RegistrationNumber, $"{country}|1234567").IsStrong);

    [Fact]
    public void Of_UnreadableAndShared_GivesNoKey() => Assert.Equal(
        ["name:DE|huber"],
        CustomerKeys.Of(new CustomerFacts { Name = "Huber", Country = "DE", Domain = "gmx.de", VatId = "DE1", DunsNumber = "?", RegistrationNumber = " " }).Select(key => key.ToString()));

    [Fact]
    public void Of_GeneralPartner_IsFoundUnderTheNameOfItsGroupToo() =>
        Assert.Contains("name:DE|schmidt", CustomerKeys.Of(new CustomerFacts { Name = "Schmidt Verwaltungs GmbH", Country = "DE" }).Select(key => key.ToString()));
}
