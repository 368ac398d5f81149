using CsCheck;
using DealFlow.Domain.Conflicts;

namespace DealFlow.Domain.Tests.Conflicts;

public sealed class NameTreesTests
{
    private static readonly Gen<float[]> Features = Gen.Float[-10, 30].Array[MatchFeatures.Count];

    [Fact]
    public void IsAtLeast_AnyFeatures_IsWhatTheWholeSumSays() => Gen.Select(Features, Gen.Double[0.01, 0.99]).Sample(
        (features, likelihood) => Assert.All(
            new[] { NameTrees.OfLookUps, NameTrees.OfPairs, NameTrees.OfLikeness },
            trees => Assert.Equal(trees.Likelihood(features) >= likelihood, trees.IsAtLeast(likelihood, features))), iter: 1000);

    [Theory]
    [InlineData("base 0\n0:1 =1 =2 =3")]
    public void Parse_NodesThatNothingLeadsTo_Throws(string text) => Assert.Throws<FormatException>(() => NameTrees.Parse(text));
}
