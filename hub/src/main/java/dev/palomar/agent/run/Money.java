package dev.palomar.agent.run;

import dev.palomar.model.Json;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/// An amount in millionths of a US dollar.
public record Money(long micros) {

    /// `Money` of the OpenAPI document.
    public ObjectNode json() {
        return Json.object()
                .put("amount", BigDecimal.valueOf(micros, 6).toPlainString())
                .put("currency", "USD");
    }
}
