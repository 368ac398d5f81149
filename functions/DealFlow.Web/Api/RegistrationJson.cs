using DealFlow.Workflow.Registrations;

namespace DealFlow.Web.Api;

/// <summary>The members of requests, read one by one.</summary>
internal static class RegistrationJson
{
    public static RegistrationDraft Read(JsonFields body) => new()
    {
        Program = body.Text("program"),
        Customer = body.Object("customer", Customer),
        Contact = body.Object("contact", contact => new ContactDraft(contact.Text("name"), contact.Text("email"), contact.Text("phone"))),
        Products = body.Texts("products"),
        EstimatedValue = body.Object("estimatedValue", Money),
        ExpectedCloseOn = body.Text("expectedCloseOn"),
        Activity = body.Text("activity"),
        DealType = body.Text("dealType"),
        Distributor = body.Text("distributor"),
        PartnerReference = body.Text("partnerReference"),
        Notes = body.Text("notes"),
        Language = body.Text("language"),
    };

    public static CustomerDraft Customer(JsonFields customer) => new(
        customer.Text("name"), customer.Text("country"), customer.Text("domain"), customer.Text("vatId"), customer.Text("dunsNumber"),
        customer.Text("registrationNumber"),
        customer.Object("address", address => new AddressDraft(address.Text("street"), address.Text("postalCode"), address.Text("city"))));

    public static MoneyDraft Money(JsonFields money) => new(money.Text("amount"), money.Text("currency"));
}
