package dev.palomar.agent.setup;

import dev.palomar.agent.llm.Usage;
import dev.palomar.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/// What models cost. The hub's own table is a file in the jar (`agent/prices.json`); an operator's file of the same
/// form adds to it and wins.
///
/// @param source  where the hub's own were read
/// @param asOf    when, as a date
public record Prices(Map<String, Price> byModel, String source, String asOf) {

    public Prices {
        byModel = new LinkedHashMap<>(byModel);
    }

    /// The table in the jar.
    public static Prices standard() {
        try (InputStream file = Objects.requireNonNull(Prices.class.getResourceAsStream("/agent/prices.json"))) {
            return read(Json.read(file.readAllBytes()));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// Throws [IllegalArgumentException] with words for the operator.
    public static Prices read(JsonNode table) {
        Map<String, Price> prices = new LinkedHashMap<>();
        for (JsonNode one : Json.elements(table, "models")) {
            Price price = new Price(
                    needed(one, "id"),
                    Json.string(one, "name").orElse(needed(one, "id")),
                    Json.string(one, "provider").orElse("anthropic"),
                    amount(one, "input"),
                    amount(one, "output"),
                    amount(one, "cacheRead"),
                    amount(one, "cacheWrite"));
            prices.put(price.model(), price);
        }
        if (prices.isEmpty()) {
            throw new IllegalArgumentException("expected {\"models\":[{\"id\",\"input\",\"output\",…}]}");
        }
        return new Prices(
                prices,
                Json.string(table, "source").orElse(""),
                Json.string(table, "asOf").orElse(""));
    }

    /// This table with the entries of another, which win.
    public Prices with(Prices other) {
        Map<String, Price> all = new LinkedHashMap<>(byModel);
        all.putAll(other.byModel);
        return new Prices(all, source, asOf);
    }

    public List<Price> all() {
        return List.copyOf(byModel.values());
    }

    /// In millionths of a dollar; empty when the model is not in the table.
    public OptionalLong micros(String model, Usage usage) {
        Optional<Price> price = Optional.ofNullable(byModel.get(model));
        return price.isPresent() ? OptionalLong.of(price.get().micros(usage)) : OptionalLong.empty();
    }

    private static String needed(JsonNode one, String field) {
        return Json.string(one, field)
                .orElseThrow(() -> new IllegalArgumentException("an entry has no \"" + field + "\""));
    }

    private static BigDecimal amount(JsonNode one, String field) {
        BigDecimal amount;
        try {
            amount = new BigDecimal(needed(one, field));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("\"" + field + "\" is not a number", notANumber);
        }
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("\"" + field + "\" is less than nothing");
        }
        return amount;
    }
}
