using DealFlow.Workflow.Links;
using NodaTime;

namespace DealFlow.Workflow.Tests.Links;

/// <summary>Keys that sign links, and their rotation.</summary>
public sealed class KeyRingTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly SignedToken Token = new(TokenPurpose.Decide, "DR-7K3F-9QXM", 1, "anna", Now + Duration.FromDays(900));

    [Fact]
    public void Rotate_WithOverlap_OldTokensWorkUntilTheirKeyRetires()
    {
        var before = KeyRing.Of("k1", Secret(1));
        var old = SignerAt(before, Now).Sign(Token);
        var after = before.Rotate(Secret(2), Now, Duration.FromDays(30));

        Assert.Equal(["k2", "k1"], after.Keys.Select(key => key.Id));
        Assert.NotEqual(old, SignerAt(after, Now).Sign(Token));
        Assert.True(SignerAt(after, Now + Duration.FromDays(30) - Duration.Epsilon).TryRead(old, out var read));
        Assert.Equal(Token, read);
        Assert.False(SignerAt(after, Now + Duration.FromDays(30)).TryRead(old, out _));
        Assert.True(SignerAt(after, Now + Duration.FromDays(800)).TryRead(SignerAt(after, Now).Sign(Token), out _));
    }

    [Fact]
    public void Rotate_WithoutOverlap_EndsWhatWasSignedBefore()
    {
        var before = KeyRing.Of("k1", Secret(1));
        var after = before.Rotate(Secret(2), Now, Duration.Zero);
        Assert.Equal(["k2"], after.Keys.Select(key => key.Id));
        Assert.False(SignerAt(after, Now).TryRead(SignerAt(before, Now).Sign(Token), out _));
    }

    [Fact]
    public void Rotate_Again_NeverLengthensTheTimeOfAnOlderKeyAndDropsRetiredOnes()
    {
        var ring = KeyRing.Of("k1", Secret(1)).Rotate(Secret(2), Now, Duration.FromDays(10)).Rotate(Secret(3), Now + Duration.FromDays(5), Duration.FromDays(30));
        Assert.Equal([null, Now + Duration.FromDays(35), Now + Duration.FromDays(10)], ring.Keys.Select(key => key.RetiresAt));
        Assert.Equal(["k4", "k3", "k2"], ring.Rotate(Secret(4), Now + Duration.FromDays(10), Duration.FromDays(1)).Keys.Select(key => key.Id));
    }

    [Fact]
    public void Rotate_TenTimes_TheNewestSigns()
    {
        var ring = KeyRing.Of("k1", Secret(1));
        for (byte number = 2; number <= 11; number++)
            ring = ring.Rotate(Secret(number), Now, Duration.FromDays(30));
        Assert.Equal("k11", ring.At(Now).CurrentId);
        Assert.True(SignerAt(ring, Now).TryRead(SignerAt(ring, Now).Sign(Token), out _));
    }

    [Fact]
    public void TryRead_KeyIdOfAnother_IsRefused()
    {
        var mine = SignerAt(KeyRing.Of("k1", Secret(1)), Now);
        Assert.False(mine.TryRead(SignerAt(KeyRing.Of("k9", Secret(1)), Now).Sign(Token), out _));
        Assert.False(mine.TryRead(SignerAt(KeyRing.Of("k1", Secret(2)), Now).Sign(Token), out _));
    }

    [Fact]
    public void Write_Read_IsTheSameRing()
    {
        var ring = KeyRing.Of("k1", Secret(1)).Rotate(Secret(2), Now, Duration.FromDays(30));
        var read = KeyRing.Read(ring.Write());
        Assert.Equal(ring.Write(), read.Write());
        Assert.Equal(SignerAt(ring, Now).Sign(Token), SignerAt(read, Now).Sign(Token));
    }

    [Theory]
    [InlineData("", "not written as")]
    [InlineData("{}", "not written as")]
    [InlineData("[]", "must be there")]
    [InlineData("""[{"id":"k1","secret":"QUJD","retiresAt":null}]""", "too short")]
    [InlineData("""[{"id":"k|1","secret":"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGk=","retiresAt":null}]""", "letters and digits")]
    [InlineData("""[{"id":"k1","secret":"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGk=","retiresAt":"2026-01-01T00:00:00Z"}]""", "no time to retire")]
    [InlineData("""[{"id":"k1","secret":"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGk=","retiresAt":null},{"id":"k1","secret":"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGk=","retiresAt":null}]""", "same id")]
    public void Read_Wrong_SaysWhatIsWrongAndNoSecret(string json, string expected)
    {
        var refusal = Assert.Throws<FormatException>(() => KeyRing.Read(json));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("QUJD", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Secret(byte fill) => [.. Enumerable.Repeat(fill, KeyRing.LeastBytes)];

    private static TokenSigner SignerAt(KeyRing ring, Instant now) => new(ring.At(now));
}
