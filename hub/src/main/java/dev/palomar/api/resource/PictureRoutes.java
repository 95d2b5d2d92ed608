package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.picture.Picture;
import dev.palomar.conversation.picture.Pictures;
import dev.palomar.conversation.reading.ConversationReader;
import dev.palomar.conversation.reading.ConversationView;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.ConversationId;
import dev.palomar.tenant.Scope;
import java.util.List;

/// Pictures of the people and groups that linked numbers write with.
public final class PictureRoutes implements Resource {

    private final ConversationReader conversations;
    private final Pictures pictures;

    public PictureRoutes(ConversationReader conversations, Pictures pictures) {
        this.conversations = conversations;
        this.pictures = pictures;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/conversations/{id}/picture", Access.everyRole(Scope.MESSAGES_READ), this::picture));
    }

    private Answer picture(Call call) {
        ConversationView conversation =
                conversations.get(call.tenant(), call.id("id", ConversationId::read, "conversation"));
        if (!call.caller()
                .devices()
                .map(allowed -> allowed.contains(conversation.device()))
                .orElse(true)) {
            throw new Rejection.NotFound("conversation");
        }
        Picture picture =
                pictures.find(call.tenant(), conversation.id()).orElseThrow(() -> new Rejection.NotFound("picture"));
        return Answer.of(200, picture.mimeType(), picture.content())
                .with("ETag", '"' + picture.version() + '"')
                .with("Cache-Control", "private, max-age=86400")
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", "sandbox");
    }
}
