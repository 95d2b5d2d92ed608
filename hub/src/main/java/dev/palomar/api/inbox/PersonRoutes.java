package dev.palomar.api.inbox;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.reading.ContactReader;
import dev.palomar.conversation.reading.ContactView;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ErasureId;
import dev.palomar.model.id.JobId;
import dev.palomar.privacy.Archives;
import dev.palomar.privacy.Erasure;
import dev.palomar.privacy.Erasures;
import dev.palomar.privacy.PersonArchive;
import dev.palomar.tenant.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Everything about one person, taken out or taken away.
public final class PersonRoutes implements Resource {

    private final ContactReader reader;
    private final Archives archives;
    private final Erasures erasures;

    public PersonRoutes(ContactReader reader, Archives archives, Erasures erasures) {
        this.reader = reader;
        this.archives = archives;
        this.erasures = erasures;
    }

    @Override
    public List<Route> routes() {
        Access manage = Access.administrators(Scope.PRIVACY_MANAGE);
        return List.of(
                Route.post("/v1/contacts/{id}/export", manage, this::export),
                Route.post("/v1/contacts/{id}/erase", manage, this::erase),
                Route.get(
                        "/v1/exports/{id}",
                        manage,
                        call -> Answer.ok(archive(call).json())),
                Route.get("/v1/exports/{id}/content", manage, this::content),
                Route.get("/v1/erasures", manage, this::erasures),
                Route.get(
                        "/v1/erasures/{id}",
                        manage,
                        call -> Answer.ok(erasures.get(call.tenant(), call.id("id", ErasureId::read, "erasure"))
                                .json())));
    }

    private Answer export(Call call) {
        ContactView contact = found(call);
        call.fieldsIfAny().done();
        return Answer.accepted(
                archives.begin(call.tenant(), contact.id(), call.author()).json());
    }

    private Answer content(Call call) {
        PersonArchive archive = archive(call);
        InputStream content = archives.open(archive, call.author());
        return Answer.file("application/zip", archive.bytes().orElse(0L), new Sent(content))
                .with(
                        "Content-Disposition",
                        "attachment; filename=\"" + archive.id().text() + ".zip\"")
                .with("Cache-Control", "no-store");
    }

    private record Sent(InputStream content) implements Answer.Writer {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (content) {
                content.transferTo(out);
            }
        }

        @Override
        public void unwanted() throws IOException {
            content.close();
        }
    }

    private Answer erase(Call call) {
        ContactView contact = found(call);
        Fields body = call.fields();
        String confirm = body.text("confirm", 200);
        List<String> expected = names(contact);
        if (!confirm.isBlank() && expected.stream().noneMatch(confirm.strip()::equalsIgnoreCase)) {
            body.fault("confirm", "is not the contact's name or number");
        }
        body.done();
        return Answer.accepted(
                erasures.begin(call.tenant(), contact.id(), call.author()).json());
    }

    /// By what somebody may confirm that this is the person; the id where there is nothing else.
    private static List<String> names(ContactView contact) {
        List<String> names = Stream.of(
                        contact.party().name(),
                        contact.party().identity().phone().map(PhoneNumber::e164))
                .flatMap(Optional::stream)
                .toList();
        return names.isEmpty() ? List.of(contact.id().text()) : names;
    }

    private Answer erasures(Call call) {
        Parameters query = call.parameters();
        Optional<UUID> before = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(erasures.list(call.tenant(), before, limit), Erasure::json);
    }

    private PersonArchive archive(Call call) {
        return archives.get(call.tenant(), call.id("id", JobId::read, "export"));
    }

    private ContactView found(Call call) {
        return reader.get(call.tenant(), call.id("id", ContactId::read, "contact"));
    }
}
