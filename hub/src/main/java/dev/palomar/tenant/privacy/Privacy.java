package dev.palomar.tenant.privacy;

import dev.palomar.model.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a company wants done with personal data.
///
/// @param keep         after how many days what is older goes
/// @param optOutWords  a message that is just one of these ends advertising
/// @param optInWords   a message that is just one of these lets it begin again
public record Privacy(Keep keep, List<String> optOutWords, List<String> optInWords) {

    /// Days; empty keeps for ever. `events` is what the log of events says.
    public record Keep(Optional<Integer> messages, Optional<Integer> media, Optional<Integer> events) {

        static final Keep EVERYTHING = new Keep(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Of a company that set nothing.
    public static final Privacy STANDARD = new Privacy(Keep.EVERYTHING, List.of("BAJA", "STOP"), List.of("ALTA"));

    public Privacy {
        optOutWords = List.copyOf(optOutWords);
        optInWords = List.copyOf(optInWords);
    }

    /// `Privacy` of the OpenAPI document.
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.putObject("retentionDays")
                .put("messages", keep.messages().orElse(null))
                .put("media", keep.media().orElse(null))
                .put("events", keep.events().orElse(null));
        ArrayNode out = json.putArray("optOutWords");
        optOutWords.forEach(out::add);
        ArrayNode in = json.putArray("optInWords");
        optInWords.forEach(in::add);
        return json;
    }
}
