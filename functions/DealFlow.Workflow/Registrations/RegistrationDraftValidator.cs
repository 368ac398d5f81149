using DealFlow.Domain.Conflicts;
using DealFlow.Domain.Programs;
using DealFlow.Domain.Registrations;
using FluentValidation;
using FluentValidation.Results;
using NodaTime;
using NodaTime.Text;

namespace DealFlow.Workflow.Registrations;

/// <summary>
/// Judges a registration as a partner wrote it, and finds all mistakes at once, each with its path. Without a program (unknown, or the partner is
/// no member) everything that does not depend on one is judged.
/// </summary>
public sealed class RegistrationDraftValidator : AbstractValidator<RegistrationDraft>
{
    private readonly DealProgram? _program;

    /// <summary>A judge for one request.</summary>
    /// <param name="program">The program it names, where the partner is a member.</param>
    /// <param name="today">The local day in the program's zone.</param>
    public RegistrationDraftValidator(DealProgram? program, LocalDate today)
    {
        _program = program;
        RuleFor(draft => draft.Program).Must(_ => program is not null).WithMessage("Names no program that you are a member of.").OverridePropertyName("program");
        RuleFor(draft => draft.Customer).NotNull().WithMessage("Is required.").OverridePropertyName("customer");
        When(draft => draft.Customer is not null, CustomerRules);
        When(draft => draft.Contact is not null, ContactRules);
        RuleFor(draft => draft).Custom((draft, context) => Products(draft, context));
        RuleFor(draft => draft).Custom((draft, context) => Value(draft, context));
        RuleFor(draft => draft).Custom((draft, context) => CloseOn(draft, today, context));
        RuleFor(draft => draft.Activity).NotNull().WithMessage("Is required: what have you done so far?").OverridePropertyName("activity");
        RuleFor(draft => draft.Activity).Paragraph(2000).OverridePropertyName("activity");
        RuleFor(draft => draft.Notes).Paragraph(4000).OverridePropertyName("notes");
        RuleFor(draft => draft.Distributor).Line(200).OverridePropertyName("distributor");
        RuleFor(draft => draft.PartnerReference).Line(100).OverridePropertyName("partnerReference");
        RuleFor(draft => draft.DealType).Must(type => type is null || DealTypes.All.Contains(type))
            .WithMessage($"Is one of {string.Join(", ", DealTypes.All)}.").OverridePropertyName("dealType");
        RuleFor(draft => draft.Language).Must(language => language is null || program is null || program.Terms.Languages.Contains(language))
            .WithMessage($"Is one of {string.Join(", ", program?.Terms.Languages ?? [])}.").OverridePropertyName("language");
    }

    private void CustomerRules()
    {
        RuleFor(draft => draft.Customer!.Name).NotNull().WithMessage("Is required.").OverridePropertyName("customer.name");
        RuleFor(draft => draft.Customer!.Name).Line(200).OverridePropertyName("customer.name");
        RuleFor(draft => draft.Customer!.Country).Must(country => country is not null && Countries.IsKnown(country))
            .WithMessage("Is required: two capital letters of ISO 3166, as in DE.").OverridePropertyName("customer.country");
        RuleFor(draft => draft.Customer!.Address!.Street).Line(200).OverridePropertyName("customer.address.street").When(HasAddress);
        RuleFor(draft => draft.Customer!.Address!.PostalCode).Line(20).OverridePropertyName("customer.address.postalCode").When(HasAddress);
        RuleFor(draft => draft.Customer!.Address!.City).Line(100).OverridePropertyName("customer.address.city").When(HasAddress);
        RuleFor(draft => draft.Customer!).Custom((customer, context) => Identifiers(customer, context));
    }

    private void ContactRules()
    {
        RuleFor(draft => draft.Contact!.Name).Line(200).OverridePropertyName("contact.name");
        RuleFor(draft => draft.Contact!.Email).Must(mail => mail is null || TextRules.IsMailAddress(mail))
            .WithMessage("Is no plain mail address, as in name@company.example.").OverridePropertyName("contact.email");
        RuleFor(draft => draft.Contact!.Phone).Line(50).OverridePropertyName("contact.phone");
        RuleFor(draft => draft.Contact!.Phone).Must(phone => phone is null || phone.All(c => char.IsAsciiDigit(c) || "+-()/. x".Contains(c, StringComparison.Ordinal)))
            .WithMessage("Has digits, blanks and + - ( ) / . only.").OverridePropertyName("contact.phone");
    }

    private static bool HasAddress(RegistrationDraft draft) => draft.Customer?.Address is not null;

    private static void Identifiers(CustomerDraft customer, ValidationContext<RegistrationDraft> context)
    {
        void Check(string path, string? text, Func<string, IdentifierReading> read)
        {
            if (text is null)
                return;
            if (text.Length > 200 || !TextRules.IsClean(text, false))
                context.AddFailure(path, "Must have 200 characters at most, none of them control or text-direction characters.");
            else if (read(text).Problem is { } problem)
                context.AddFailure(path, problem);
        }

        Check("customer.vatId", customer.VatId, text => VatIds.Read(text, customer.Country));
        Check("customer.dunsNumber", customer.DunsNumber, DunsNumbers.Read);
        Check("customer.registrationNumber", customer.RegistrationNumber, text => RegistrationNumbers.Read(text, customer.Country ?? ""));
        Check("customer.domain", customer.Domain, RegistrableDomains.Read);
        var address = customer.Address;
        var hasFullAddress = address is { Street.Length: > 0, PostalCode.Length: > 0, City.Length: > 0 };
        if (customer is { VatId: null, DunsNumber: null, RegistrationNumber: null, Domain: null } && !hasFullAddress)
            context.AddFailure("customer", "Needs one of domain, vatId, registrationNumber, dunsNumber, or a full address (street, postalCode, city).");
    }

    private void Products(RegistrationDraft draft, ValidationContext<RegistrationDraft> context)
    {
        if (draft.Products is not { Count: > 0 } products)
        {
            context.AddFailure("products", "Is required: name at least one product.");
            return;
        }

        if (products.Count > 50)
            context.AddFailure("products", "Name 50 products at most.");
        else if (products.Distinct().Count() != products.Count)
            context.AddFailure("products", "Name each product once.");
        else if (_program is not null)
            for (var index = 0; index < products.Count; index++)
                if (products[index] is not { } product || _program.Terms.Product(product) is null)
                    context.AddFailure($"products[{index}]", $"This program has {string.Join(", ", _program.Terms.Products.Select(item => item.Id))}.");
    }

    private void Value(RegistrationDraft draft, ValidationContext<RegistrationDraft> context)
    {
        var value = MoneyRules.Read(draft.EstimatedValue, "estimatedValue", _program?.Terms, (path, text) => context.AddFailure(path, text));
        if (value is { } money && _program?.Terms.Currency(money.Currency) is { } terms && money.Amount < terms.Minimum)
            context.AddFailure("estimatedValue.amount", $"This program registers deals from {money with { Amount = terms.Minimum }}.");
    }

    private static void CloseOn(RegistrationDraft draft, LocalDate today, ValidationContext<RegistrationDraft> context)
    {
        if (draft.ExpectedCloseOn is null)
            context.AddFailure("expectedCloseOn", "Is required, as in 2027-02-15.");
        else if (!LocalDatePattern.Iso.Parse(draft.ExpectedCloseOn).TryGetValue(default, out var day))
            context.AddFailure("expectedCloseOn", "Is no date of the form 2027-02-15.");
        else if (day < today)
            context.AddFailure("expectedCloseOn", "Is past.");
        else if (day > today.PlusYears(Lead.MostYearsAhead))
            context.AddFailure("expectedCloseOn", $"Is more than {Lead.MostYearsAhead} years ahead.");
    }
}
