package dev.palomar.api.inbox;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Handler;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.live.Hints;
import dev.palomar.conversation.Colleagues;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.conversation.work.Inbox;
import dev.palomar.conversation.work.Labels;
import dev.palomar.conversation.work.Note;
import dev.palomar.conversation.work.Notes;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.LabelId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.TenantId;
import dev.palomar.outbound.ReadMarks;
import dev.palomar.tenant.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;

/// What is done about one conversation.
public final class WorkRoutes implements Resource {

    private static final int MOST_LABELS = 20;
    private static final int LONGEST_NOTE = 4_000;
    private static final String PERSON = "a person's id (usr_…) or null";

    /// What conversations are worked with.
    public record Parts(
            ConversationReader conversations,
            Inbox inbox,
            Colleagues colleagues,
            Labels labels,
            Notes notes,
            ReadMarks marks,
            Hints hints) {}

    /// One of the things that need nothing but the conversation.
    @FunctionalInterface
    private interface Deed {
        void act(TenantId tenant, ConversationId conversation, Inbox.By by);
    }

    private final Parts parts;

    public WorkRoutes(Parts parts) {
        this.parts = parts;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.CONVERSATIONS_READ);
        Access manage = Access.everyRole(Scope.CONVERSATIONS_MANAGE);
        Inbox inbox = parts.inbox();
        return List.of(
                Route.get("/v1/assignees", read, this::assignees),
                Route.post("/v1/conversations/{id}/assign", manage, this::assign),
                Route.post("/v1/conversations/{id}/close", manage, plainly(inbox::close)),
                Route.post("/v1/conversations/{id}/reopen", manage, plainly(inbox::reopen)),
                Route.post("/v1/conversations/{id}/takeover", manage, plainly(inbox::takeOver)),
                Route.post("/v1/conversations/{id}/release", manage, plainly(inbox::release)),
                Route.post("/v1/conversations/{id}/read", manage, this::read),
                Route.put("/v1/conversations/{id}/labels", manage, this::label),
                Route.get("/v1/conversations/{id}/notes", read, this::notes),
                Route.post("/v1/conversations/{id}/notes", manage, this::note).idempotent());
    }

    private Answer assignees(Call call) {
        call.parameters().done();
        ArrayNode data = Json.array();
        parts.colleagues().all(call.tenant()).forEach(person -> data.add(person.json()));
        return Answer.list(data, Optional.empty());
    }

    private Handler plainly(Deed deed) {
        return call -> {
            ConversationView found = found(call);
            call.fieldsIfAny().done();
            deed.act(call.tenant(), found.id(), by(call));
            return now(call, found);
        };
    }

    private Answer assign(Call call) {
        ConversationView found = found(call);
        Fields body = call.fields();
        if (!body.has("userId")) {
            body.fault("userId", "is required; null gives it to nobody");
        }
        Optional<PersonId> to = body.optionalValue("userId", PersonId::read, PERSON);
        Optional<PersonId> whose = body.optionalValue("from", PersonId::read, PERSON);
        Optional<Optional<PersonId>> from = body.has("from") ? Optional.of(whose) : Optional.empty();
        body.done();
        parts.inbox().assign(call.tenant(), found.id(), to, from, by(call));
        return now(call, found);
    }

    private Answer read(Call call) {
        ConversationView found = found(call);
        Fields body = call.fieldsIfAny();
        boolean mark = body.optionalFlag("markAtWhatsApp").orElse(false);
        body.done();
        Optional<MessageId> latest = parts.inbox().read(call.tenant(), found.id());
        parts.hints().conversation(call.tenant(), found.id(), found.device());
        latest.filter(_ -> mark).ifPresent(message -> parts.marks().read(call.tenant(), message));
        return now(call, found);
    }

    private Answer label(Call call) {
        ConversationView found = found(call);
        Fields body = call.fields();
        Set<LabelId> labels = body.raw("labelIds")
                        .filter(node -> node instanceof ArrayNode none && none.isEmpty())
                        .isPresent()
                ? Set.of()
                : new LinkedHashSet<>(body.values("labelIds", MOST_LABELS, LabelId::read, "a label id (lab_…)"));
        body.done();
        parts.labels().put(call.tenant(), found.id(), labels);
        parts.hints().conversation(call.tenant(), found.id(), found.device());
        return now(call, found);
    }

    private Answer notes(Call call) {
        ConversationView found = found(call);
        Parameters query = call.parameters();
        Optional<UUID> before = query.cursor();
        int limit = query.limit();
        query.done();
        return Answer.page(parts.notes().list(call.tenant(), found.id(), before, limit), Note::json);
    }

    private Answer note(Call call) {
        ConversationView found = found(call);
        Fields body = call.fields();
        String text = body.text("text", LONGEST_NOTE);
        body.done();
        Note note =
                parts.notes().add(call.tenant(), found.id(), text, call.caller().actor());
        parts.hints().conversation(call.tenant(), found.id(), found.device());
        return Answer.created(note.json());
    }

    private Answer now(Call call, ConversationView found) {
        return Answer.ok(parts.conversations().get(call.tenant(), found.id()).json());
    }

    private static Inbox.By by(Call call) {
        return new Inbox.By(call.caller().actor(), call.author());
    }

    /// A key that is limited to devices does not see the conversations of others.
    private ConversationView found(Call call) {
        ConversationView conversation =
                parts.conversations().get(call.tenant(), call.id("id", ConversationId::read, "conversation"));
        if (call.caller()
                .devices()
                .filter(devices -> !devices.contains(conversation.device()))
                .isPresent()) {
            throw new Rejection.NotFound("conversation");
        }
        return conversation;
    }
}
