package dev.palomar.sandbox.graph;

import dev.palomar.sandbox.wire.Json;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Field selection: `?fields=a,b{c,d}`; `id` always comes along.
final class Fields {

    private Fields() {}

    /// The asked-for fields of `all`, or `usual` when none were asked for. Unknown names are left out.
    static ObjectNode pick(ObjectNode all, String asked, List<String> usual) {
        Set<String> names = new LinkedHashSet<>(asked.isBlank() ? usual : split(asked));
        ObjectNode picked = Json.object();
        names.forEach(name -> {
            if (all.has(name)) {
                picked.set(name, all.get(name));
            }
        });
        if (all.has("id")) {
            picked.set("id", all.get("id"));
        }
        return picked;
    }

    private static List<String> split(String asked) {
        String flat = asked;
        while (flat.contains("{") && flat.contains("}")) {
            String outer = flat.replaceAll("\\{[^{}]*}", "");
            if (outer.equals(flat)) {
                break;
            }
            flat = outer;
        }
        return Arrays.stream(flat.split(",", -1))
                .map(name -> name.replaceAll("\\..*$", "").strip())
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
