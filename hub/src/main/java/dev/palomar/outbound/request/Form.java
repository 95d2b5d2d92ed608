package dev.palomar.outbound.request;

import dev.palomar.model.PlainText;
import dev.palomar.model.Rejection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One object of a request, read member by member. Faults are gathered under their paths and not thrown, so that a
/// caller learns of all of them at once; whatever is read after a fault has some harmless value.
final class Form {

    private final ObjectNode object;
    private final String path;
    private final List<Rejection.Fault> faults;
    private final List<Rejection.Fault> unknown;
    private final Set<String> known = new HashSet<>();

    private Form(ObjectNode object, String path, List<Rejection.Fault> faults, List<Rejection.Fault> unknown) {
        this.object = object;
        this.path = path;
        this.faults = faults;
        this.unknown = unknown;
    }

    static Form of(ObjectNode body) {
        return new Form(body, "", new ArrayList<>(), new ArrayList<>());
    }

    /// Throws [Rejection.InvalidValue] when there were faults, in this form or one read from it.
    void throwIfFaulty() {
        if (faults.isEmpty() && !unknown.isEmpty()) {
            throw new Rejection.InvalidValue("unknown-field", unknown);
        }
        if (!faults.isEmpty()) {
            List<Rejection.Fault> all = new ArrayList<>(faults);
            all.addAll(unknown);
            throw new Rejection.InvalidValue(all);
        }
    }

    void fault(String name, String detail) {
        faults.add(new Rejection.Fault(at(name), detail));
    }

    private String at(String name) {
        return path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
    }

    ObjectNode object() {
        return object;
    }

    boolean has(String name) {
        JsonNode member = object.get(name);
        return member != null && !member.isNull();
    }

    private @Nullable JsonNode member(String name) {
        known.add(name);
        JsonNode member = object.get(name);
        return member == null || member.isNull() ? null : member;
    }

    /// Declares a member that is judged elsewhere.
    void passOn(String... names) {
        known.addAll(List.of(names));
    }

    /// Every member that nobody asked for is a fault. To be called last.
    void only() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                unknown.add(new Rejection.Fault(at(name), "is not a field that exists here"));
            }
        }
    }

    Optional<String> text(String name, int least, int most) {
        JsonNode member = member(name);
        if (member == null) {
            return Optional.empty();
        }
        if (!member.isString()) {
            fault(name, "expected a text");
            return Optional.empty();
        }
        String text = member.asString();
        if (!PlainText.clean(text).equals(text)) {
            fault(name, "holds a character that cannot be kept (NUL or half a surrogate pair)");
            return Optional.of(text);
        }
        int length = text.codePointCount(0, text.length());
        if (length < least) {
            fault(name, least == 1 ? "must not be empty" : "expected at least " + least + " characters");
        } else if (length > most) {
            fault(name, "is " + length + " characters long; at most " + most + " are allowed");
        }
        return Optional.of(text);
    }

    /// A list of texts, each of 1 to `longest` characters; those that are none are faults and left out.
    List<String> texts(String name, int least, int most, int longest) {
        JsonNode member = member(name);
        if (member == null) {
            if (least > 0) {
                fault(name, "is missing");
            }
            return List.of();
        }
        if (!(member instanceof ArrayNode array) || array.size() < least || array.size() > most) {
            fault(name, "expected a list of " + least + " to " + most + " texts");
            return List.of();
        }
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String text = array.get(i).isString() ? array.get(i).asString() : "";
            boolean fits = !text.isEmpty()
                    && text.codePointCount(0, text.length()) <= longest
                    && PlainText.clean(text).equals(text);
            if (fits) {
                texts.add(text);
            } else {
                fault(name + "[" + i + "]", "expected a text of 1 to " + longest + " characters");
            }
        }
        return texts;
    }

    String needText(String name, int least, int most) {
        if (!has(name)) {
            known.add(name);
            fault(name, "is missing");
            return "";
        }
        return text(name, least, most).orElse("");
    }

    Optional<String> oneOf(String name, Set<String> words) {
        Optional<String> word = text(name, 0, 100);
        if (word.isPresent() && !words.contains(word.get())) {
            fault(
                    name,
                    "expected one of "
                            + String.join(", ", words.stream().sorted().toList()));
        }
        return word;
    }

    Optional<Boolean> flag(String name) {
        JsonNode member = member(name);
        if (member != null && !member.isBoolean()) {
            fault(name, "expected true or false");
            return Optional.empty();
        }
        return Optional.ofNullable(member).map(JsonNode::asBoolean);
    }

    /// A number, or a text that is one.
    double needNumber(String name, double least, double most) {
        JsonNode member = member(name);
        if (member == null) {
            fault(name, "is missing");
            return 0;
        }
        double value = Double.NaN;
        if (member.isNumber()) {
            value = member.asDouble();
        } else if (member.isString()) {
            try {
                value = Double.parseDouble(member.asString().strip());
            } catch (NumberFormatException notOne) {
                value = Double.NaN;
            }
        }
        if (!(value >= least && value <= most)) {
            fault(name, "expected a number from " + (long) least + " to " + (long) most);
            return 0;
        }
        return value;
    }

    /// An address that WhatsApp can fetch from.
    Optional<URI> link(String name) {
        Optional<String> text = text(name, 1, 2048);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException notOne) {
            // told below
        }
        fault(name, "expected an address that begins with https:// or http://");
        return Optional.empty();
    }

    Optional<Form> child(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return Optional.empty();
        }
        if (member instanceof ObjectNode child) {
            return Optional.of(new Form(child, at(name), faults, unknown));
        }
        fault(name, "expected an object");
        return Optional.empty();
    }

    Optional<Form> needChild(String name) {
        if (!has(name)) {
            known.add(name);
            fault(name, "is missing");
            return Optional.empty();
        }
        return child(name);
    }

    /// The elements of a list of objects; those that are none are faults and left out.
    List<Form> children(String name, int least, int most) {
        JsonNode member = member(name);
        if (member == null) {
            if (least > 0) {
                fault(name, "is missing");
            }
            return List.of();
        }
        if (!(member instanceof ArrayNode array)) {
            fault(name, "expected a list");
            return List.of();
        }
        if (array.size() < least || array.size() > most) {
            fault(name, "has " + array.size() + " elements; " + least + " to " + most + " are allowed");
            return List.of();
        }
        List<Form> children = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String place = name + "[" + i + "]";
            if (array.get(i) instanceof ObjectNode child) {
                children.add(new Form(child, at(place), faults, unknown));
            } else {
                fault(place, "expected an object");
            }
        }
        return children;
    }
}
