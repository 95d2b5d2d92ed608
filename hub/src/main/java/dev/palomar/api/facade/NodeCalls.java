package dev.palomar.api.facade;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.device.Device;
import dev.palomar.media.MediaFile;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.template.Template;
import dev.palomar.tenant.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GET /{id}`: whatever Meta's clients ask for by its id alone. Each kind of thing needs a scope of its own.
final class NodeCalls implements Resource {

    private final Nodes nodes;
    private final NumberCalls numbers;
    private final MediaCalls media;
    private final TemplateCalls templates;

    NodeCalls(Nodes nodes, NumberCalls numbers, MediaCalls media, TemplateCalls templates) {
        this.nodes = nodes;
        this.numbers = numbers;
        this.media = media;
        this.templates = templates;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get(
                "/{id}",
                Access.everyRole(Set.of(Scope.DEVICES_READ, Scope.MEDIA_READ, Scope.TEMPLATES_READ)),
                this::get));
    }

    private Answer get(Call call) {
        String id = call.path("id");
        Optional<Device> number = nodes.number(call, id);
        if (number.isPresent()) {
            Nodes.need(call, Scope.DEVICES_READ);
            return numbers.number(call, number.get());
        }
        Optional<MediaFile> file = media.find(call);
        if (file.isPresent()) {
            Nodes.need(call, Scope.MEDIA_READ);
            return Answer.ok(media.json(call, file.get()));
        }
        Optional<Template> template = templates.found(call, id);
        if (template.isPresent()) {
            Nodes.need(call, Scope.TEMPLATES_READ);
            return Answer.ok(TemplateCalls.json(call, template.get()));
        }
        if (nodes.account(call, id).isPresent()) {
            Nodes.need(call, Scope.DEVICES_READ);
            return Answer.ok(Asking.chosen(call, Json.object().put("id", id).put("name", "Palomar")));
        }
        throw new Rejection.NotFound("object");
    }
}
