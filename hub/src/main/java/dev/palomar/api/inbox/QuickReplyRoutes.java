package dev.palomar.api.inbox;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.api.live.Hints;
import dev.palomar.conversation.work.QuickReplies;
import dev.palomar.conversation.work.QuickReply;
import dev.palomar.model.Json;
import dev.palomar.model.id.QuickReplyId;
import dev.palomar.tenant.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/// A company's texts for repeated use.
public final class QuickReplyRoutes implements Resource {

    private static final String SHORTCUT = "1 to 40 letters, digits, _ or -";
    private static final int LONGEST_TEXT = 4_096;

    private final QuickReplies replies;
    private final Hints hints;

    public QuickReplyRoutes(QuickReplies replies, Hints hints) {
        this.replies = replies;
        this.hints = hints;
    }

    @Override
    public List<Route> routes() {
        Access read = Access.everyRole(Scope.CONVERSATIONS_READ);
        Access manage = Access.everyRole(Scope.CONVERSATIONS_MANAGE);
        return List.of(
                Route.get("/v1/quick-replies", read, this::list),
                Route.post("/v1/quick-replies", manage, this::create).idempotent(),
                Route.get(
                        "/v1/quick-replies/{id}",
                        read,
                        call -> Answer.ok(replies.get(call.tenant(), id(call)).json())),
                Route.patch("/v1/quick-replies/{id}", manage, this::change),
                Route.delete("/v1/quick-replies/{id}", manage, this::delete));
    }

    private Answer list(Call call) {
        call.parameters().done();
        ArrayNode data = Json.array();
        replies.list(call.tenant()).forEach(reply -> data.add(reply.json()));
        return Answer.list(data, Optional.empty());
    }

    private Answer create(Call call) {
        Fields body = call.fields();
        Supplier<String> shortcut = body.value("shortcut", QuickReply::shortcut, SHORTCUT);
        String text = body.text("text", LONGEST_TEXT);
        body.done();
        QuickReply reply = replies.create(call.tenant(), shortcut.get(), text, call.author());
        hints.changed(call.tenant(), "quickReply", reply.id());
        return Answer.created(reply.json());
    }

    private Answer change(Call call) {
        Fields body = call.fields();
        Optional<String> shortcut = body.optionalValue("shortcut", QuickReply::shortcut, SHORTCUT);
        Optional<String> text = body.optionalText("text", LONGEST_TEXT);
        body.mustNotBeEmpty();
        body.done();
        QuickReply reply = replies.change(call.tenant(), id(call), shortcut, text, call.author());
        hints.changed(call.tenant(), "quickReply", reply.id());
        return Answer.ok(reply.json());
    }

    private Answer delete(Call call) {
        QuickReplyId id = id(call);
        replies.delete(call.tenant(), id, call.author());
        hints.changed(call.tenant(), "quickReply", id);
        return Answer.none();
    }

    private static QuickReplyId id(Call call) {
        return call.id("id", QuickReplyId::read, "quick reply");
    }
}
