package dev.palomar.api.inbox;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.consent.Consent;
import dev.palomar.conversation.consent.ConsentRegister;
import dev.palomar.conversation.contact.ContactChange;
import dev.palomar.conversation.contact.Contacts;
import dev.palomar.conversation.contact.Details;
import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.conversation.reading.ContactView;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.ContactId;
import dev.palomar.tenant.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The people a company knows, what it notes of them, and what they agreed to.
public final class ContactRoutes implements Resource {

    private final ContactReader reader;
    private final Contacts contacts;
    private final ConsentRegister consents;
    private final InstantSource clock;

    public ContactRoutes(ContactReader reader, Contacts contacts, ConsentRegister consents, InstantSource clock) {
        this.reader = reader;
        this.contacts = contacts;
        this.consents = consents;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        // Whoever may read what people write also sees who they are.
        Access who = Access.everyRole(Scope.MESSAGES_READ);
        Access read = Access.everyRole(Scope.CONTACTS_READ);
        Access manage = Access.everyRole(Scope.CONTACTS_MANAGE);
        return List.of(
                Route.get("/v1/contacts", who, this::list),
                Route.post("/v1/contacts", manage, this::create).idempotent(),
                Route.get(
                        "/v1/contacts/{id}", who, call -> Answer.ok(found(call).json())),
                Route.patch("/v1/contacts/{id}", manage, this::change),
                Route.get("/v1/contacts/{id}/consents", read, this::consents),
                Route.post("/v1/contacts/{id}/consents", manage, this::record).idempotent());
    }

    /// `q` and `tag` of a list of contacts.
    static ContactReader.Filter filter(Parameters query) {
        return new ContactReader.Filter(
                query.text("q", 100),
                query.value("tag", Details::tag, "a tag of at most " + Details.LONGEST_TAG + " characters"));
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        ContactReader.Filter filter = filter(query);
        Optional<UUID> before = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(reader.list(call.tenant(), filter, before, limit), ContactView::json);
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        Supplier<PhoneNumber> phone = body.value("phone", PhoneNumber::read, "a number like +5491155550100");
        ContactChange about = ContactForms.change(body);
        body.done();
        ContactId contact = contacts.create(call.tenant(), phone.get(), about);
        return Answer.created(reader.get(call.tenant(), contact).json());
    }

    private Answer change(Call call) {
        ContactId contact = found(call).id();
        Fields body = call.fields();
        ContactChange change = ContactForms.change(body);
        body.mustNotBeEmpty();
        body.done();
        contacts.change(call.tenant(), contact, change);
        return Answer.ok(reader.get(call.tenant(), contact).json());
    }

    private Answer consents(Call call) {
        ContactId contact = found(call).id();
        Parameters query = call.parameters();
        Optional<UUID> before = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(consents.list(call.tenant(), contact, before, limit), Consent::json);
    }

    private Answer record(Call call) {
        ContactId contact = found(call).id();
        Fields body = call.fields();
        Supplier<String> purpose = body.value("purpose", Consent::purpose, "a word of small letters such as marketing");
        Supplier<Consent.State> state = body.value("state", Consent.State::read, "granted or withdrawn");
        String source = body.text("source", 200);
        if (source.equals(Consent.KEYWORD)) {
            body.fault("source", "is what a person's own message says; name another one");
        }
        Optional<String> proof = body.optionalText("proof", 1_000);
        Optional<Instant> at = body.optionalTime("at");
        at.filter(time -> time.isAfter(clock.instant())).ifPresent(_ -> body.fault("at", "must not be in the future"));
        body.done();
        ConsentRegister.Said said = new ConsentRegister.Said(purpose.get(), state.get(), source, proof, at);
        return Answer.created(
                consents.record(call.tenant(), contact, said, call.author()).json());
    }

    private ContactView found(Call call) {
        return reader.get(call.tenant(), call.id("id", ContactId::read, "contact"));
    }
}
