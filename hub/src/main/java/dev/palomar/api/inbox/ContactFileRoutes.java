package dev.palomar.api.inbox;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.contact.ContactImport;
import dev.palomar.conversation.contact.ContactSheet;
import dev.palomar.conversation.contact.Imports;
import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.conversation.reading.ContactView;
import dev.palomar.model.Json;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.JobId;
import dev.palomar.model.id.TenantId;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Deed;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Contacts in and out as CSV.
public final class ContactFileRoutes implements Resource {

    private static final int LARGEST = 10 << 20;
    private static final int AT_ONCE = 500;

    private final Imports imports;
    private final ContactReader reader;
    private final Audit audit;

    public ContactFileRoutes(Imports imports, ContactReader reader, Audit audit) {
        this.imports = imports;
        this.reader = reader;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        Access manage = Access.administrators(Scope.CONTACTS_MANAGE);
        return List.of(
                Route.get("/v1/contacts/export.csv", Access.administrators(Scope.PRIVACY_MANAGE), this::export),
                Route.post("/v1/contacts/import", manage, this::begin)
                        .upTo(LARGEST)
                        .idempotent(),
                Route.get("/v1/contacts/imports", manage, this::list),
                Route.get("/v1/contacts/imports/{id}", manage, this::get));
    }

    private Answer begin(Call call) {
        byte[] file = call.bytes("text/csv");
        ContactImport begun = imports.begin(call.tenant(), file);
        audit.record(
                call.tenant(),
                call.author(),
                Deed.to(
                        "import",
                        begun.id(),
                        "contacts.importBegun",
                        Json.object().put("rows", begun.total())));
        return Answer.accepted(begun.json());
    }

    private Answer get(Call call) {
        return Answer.ok(
                imports.get(call.tenant(), call.id("id", JobId::read, "import")).json());
    }

    private Answer list(Call call) {
        Parameters query = call.parameters();
        Optional<UUID> before = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(imports.list(call.tenant(), before, limit), ContactImport::json);
    }

    private Answer export(Call call) {
        Parameters query = call.parameters();
        ContactReader.Filter filter = ContactRoutes.filter(query);
        char separator = query.value("separator", ContactFileRoutes::separator, "comma or semicolon")
                .orElse(',');
        query.done();
        TenantId tenant = call.tenant();
        audit.record(tenant, call.author(), Deed.of("contacts.exported"));
        return new Answer.Streamed(
                200,
                "text/csv; charset=utf-8",
                Optional.empty(),
                out -> write(out, tenant, filter, separator),
                Map.of("Content-Disposition", "attachment; filename=\"contacts.csv\"", "Cache-Control", "no-store"));
    }

    private void write(OutputStream out, TenantId tenant, ContactReader.Filter filter, char separator)
            throws IOException {
        ContactSheet sheet = new ContactSheet(out, separator, reader.fieldNames(tenant));
        Optional<ContactId> after = Optional.empty();
        List<ContactView> some;
        do {
            some = reader.walk(tenant, filter, after, AT_ONCE);
            some.forEach(contact -> sheet.write(contact.json()));
            after = some.isEmpty() ? after : Optional.of(some.getLast().id());
        } while (some.size() == AT_ONCE);
        sheet.flush();
    }

    private static Optional<Character> separator(String word) {
        return switch (word) {
            case "comma" -> Optional.of(',');
            case "semicolon" -> Optional.of(';');
            default -> Optional.empty();
        };
    }
}
