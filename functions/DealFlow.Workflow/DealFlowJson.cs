using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using DealFlow.Domain.Amounts;
using DealFlow.Domain.Registrations;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace DealFlow.Workflow;

/// <summary>JSON as the API, the stores, the engine's payloads and the events write it.</summary>
public static partial class DealFlowJson
{
    /// <summary>camelCase, enums as camelCase strings, money and decimals as strings, instants and dates ISO 8601. Absent values are null.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never written into HTML unescaped; readable for people
            AllowDuplicateProperties = false,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new MoneyConverter());
        options.Converters.Add(new RegistrationIdConverter());
        options.Converters.Add(new DecimalConverter());
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var amount = document.RootElement.GetProperty("amount").GetString()!;
            return new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), document.RootElement.GetProperty("currency").GetString()!);
        }

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("amount", value.AmountText);
            writer.WriteString("currency", value.Currency);
            writer.WriteEndObject();
        }
    }

    private sealed class RegistrationIdConverter : JsonConverter<RegistrationId>
    {
        public override RegistrationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RegistrationId.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, RegistrationId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    /// <summary>Percentages: exact, as strings, without trailing zeros.</summary>
    private sealed partial class DecimalConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.Number ? reader.GetDecimal() : decimal.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            writer.WriteStringValue(text.Contains('.', StringComparison.Ordinal) ? TrailingZeros().Replace(text, "") : text);
        }

        [GeneratedRegex(@"\.?0+$")]
        private static partial Regex TrailingZeros();
    }
}
