package dev.palomar.template;

import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.Rejection.Fault;
import dev.palomar.model.id.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// A template that somebody wants Meta to review. Throws [Rejection.InvalidValue] with everything that Meta would
/// turn down at once.
///
/// @param device      a number of the business account it is for; the tenant's only account when empty
/// @param components  in Meta's form; the example of a media header may name a file of this hub (`med_…`)
/// @param ttlSeconds  how long WhatsApp tries to deliver a message made from it
public record TemplateDraft(
        Optional<DeviceId> device,
        String name,
        String language,
        String category,
        boolean named,
        ArrayNode components,
        boolean allowCategoryChange,
        Optional<Integer> ttlSeconds) {

    public static final Set<String> CATEGORIES = Set.of("AUTHENTICATION", "MARKETING", "UTILITY");

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,512}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[A-Z]{2,4})?");

    public TemplateDraft {
        List<Fault> faults = new ArrayList<>();
        if (!NAME.matcher(name).matches()) {
            faults.add(new Fault("name", "expected small letters, digits and underscores, at most 512"));
        }
        if (!LANGUAGE.matcher(language).matches()) {
            faults.add(new Fault("language", "expected a code of Meta's, such as es_AR or en"));
        }
        if (!CATEGORIES.contains(category)) {
            faults.add(new Fault("category", "expected AUTHENTICATION, MARKETING or UTILITY"));
        }
        faults.addAll(faults(components, category, named));
        if (!faults.isEmpty()) {
            throw new Rejection.InvalidValue(faults);
        }
    }

    /// What Meta would not take of these components.
    static List<Fault> faults(ArrayNode components, String category, boolean named) {
        List<Fault> faults = new ArrayList<>();
        DraftRules rules = new DraftRules(category, named, faults);
        boolean body = false;
        int at = 0;
        for (JsonNode component : components) {
            String type = rules.check(component, "components[" + at++ + "]");
            body |= type.equals("BODY");
        }
        if (!body) {
            faults.add(new Fault("components", "a component BODY is missing"));
        }
        return faults;
    }

    /// The same with what Meta calls our files by.
    TemplateDraft with(ArrayNode now) {
        return new TemplateDraft(device, name, language, category, named, now, allowCategoryChange, ttlSeconds);
    }

    /// Handles of media headers that stand anywhere in the components, with the places to write Meta's own to.
    static List<ArrayNode> handles(JsonNode node) {
        List<ArrayNode> found = new ArrayList<>();
        collect(node, found);
        return found;
    }

    private static void collect(JsonNode node, List<ArrayNode> found) {
        for (JsonNode child : node) {
            collect(child, found);
        }
        if (node.path("example").get("header_handle") instanceof ArrayNode handles
                && !handles.isEmpty()
                && Json.string(node, "format").isPresent()) {
            found.add(handles);
        }
    }
}
