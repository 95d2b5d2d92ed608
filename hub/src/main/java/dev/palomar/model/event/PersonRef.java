package dev.palomar.model.event;

import dev.palomar.model.Json;
import dev.palomar.model.id.PersonId;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A person of the company. The name is missing for somebody who is not here any more.
public record PersonRef(PersonId id, Optional<String> name) {

    public ObjectNode json() {
        return Json.object().put("id", id.text()).put("name", name.orElse(null));
    }
}
