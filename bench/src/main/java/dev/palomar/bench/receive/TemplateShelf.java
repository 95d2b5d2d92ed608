package dev.palomar.bench.receive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many templates of every business account, as Meta lists them, page by page.
/// Source: Meta, "WhatsApp Business Management API / Message Templates" and "Graph API / Paginated results".
final class TemplateShelf {

    private static final Pattern LIMIT = Pattern.compile("[?&]limit=(\\d+)");
    private static final Pattern AFTER = Pattern.compile("[?&]after=(\\d+)");

    private final int count;

    TemplateShelf(int count) {
        this.count = count;
    }

    /// What is answered to `GET /{account}/message_templates?…`.
    byte[] page(String line) {
        int from = number(AFTER, line, 0);
        int to = Math.min(count, from + number(LIMIT, line, 25));
        StringBuilder data = new StringBuilder();
        for (int n = from; n < to; n++) {
            data.append(n > from ? "," : "").append("""
                    {"name":"aviso_%1$05d","parameter_format":"POSITIONAL","components":[{"type":"HEADER","format":"TEXT",\
                    "text":"Pedido %1$d"},{"type":"BODY","text":"Hola {{1}}, tu pedido {{2}} sale el {{3}}. Gracias por \
                    comprar en la florería, nos vemos pronto.","example":{"body_text":[["Ana","4711","viernes"]]}},{"type":\
                    "FOOTER","text":"Respondé BAJA para no recibir más"},{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY",\
                    "text":"Gracias"},{"type":"URL","text":"Ver","url":"https://example.com/p/{{1}}","example":["4711"]}]}],\
                    "language":"es_AR","status":"APPROVED","category":"UTILITY","id":"9%1$014d",\
                    "quality_score":{"score":"GREEN"},"rejected_reason":"NONE"}""".formatted(n));
        }
        String next = to < count ? ",\"next\":\"https://graph.example/next\"" : "";
        return LoopServer.answer(
                200,
                "{\"data\":[" + data + "],\"paging\":{\"cursors\":{\"before\":\"" + from + "\",\"after\":\"" + to
                        + "\"}" + next + "}}");
    }

    private static int number(Pattern pattern, String line, int otherwise) {
        Matcher found = pattern.matcher(line);
        return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
    }
}
