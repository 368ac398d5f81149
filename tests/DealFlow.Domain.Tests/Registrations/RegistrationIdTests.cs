using CsCheck;
using DealFlow.Domain.Registrations;

namespace DealFlow.Domain.Tests.Registrations;

public sealed class RegistrationIdTests
{
    [Theory]
    [InlineData(0ul, "DR-0000-0000")]
    [InlineData(31ul, "DR-0000-000Z")]
    [InlineData(1ul << 20, "DR-0001-0000")]
    [InlineData(ulong.MaxValue, "DR-ZZZZ-ZZZZ")]
    public void From_Number_UsesItsLowest40Bits(ulong random, string id) => Assert.Equal(id, RegistrationId.From(random).Value);

    [Fact]
    public void TryParse_WhatFromWrote_IsTheSameId() => Gen.ULong.Sample(random =>
        RegistrationId.TryParse(RegistrationId.From(random).Value, out var id) && id == RegistrationId.From(random));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("DR-7K3F-9QX")]
    [InlineData("DR-7K3F-9QXMM")]
    [InlineData("DR-7K3F_9QXM")]
    [InlineData("dr-7K3F-9QXM")]
    [InlineData("DR-7k3f-9qxm")]
    [InlineData("DR-7K3F-9QXU")] // no I, L, O, U in this base
    [InlineData("DR-7K-F-9QXM")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(RegistrationId.TryParse(text, out _));

    [Fact]
    public void Parse_NoId_Throws() => Assert.Throws<FormatException>(() => RegistrationId.Parse("4711"));
}
