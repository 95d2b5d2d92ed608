package dev.palomar.template;

import dev.palomar.model.event.TemplateFacts;
import dev.palomar.transport.cloud.CloudTemplates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What Meta listed beside what was known of it.
///
/// @param news  what the outside is told: the status, category or quality is another. Whoever changed a text
///              knows
record Comparison(int added, int changed, List<TemplateFacts> news) {

    /// `asked` is when Meta was: what was changed here since is newer.
    static Comparison of(
            Map<TemplateName, Template> known, Map<TemplateName, CloudTemplates.Told> listed, Instant asked) {
        int added = 0;
        int changed = 0;
        List<TemplateFacts> news = new ArrayList<>();
        for (Map.Entry<TemplateName, CloudTemplates.Told> one : listed.entrySet()) {
            Template before = known.get(one.getKey());
            CloudTemplates.Told told = one.getValue();
            if (before == null || before.status().equals(Template.DELETED)) {
                added++;
                continue;
            }
            if (before.changedAt().isAfter(asked)) {
                continue;
            }
            boolean standing = !before.status().equals(told.status())
                    || !before.category().equals(told.category())
                    || !before.quality().equals(told.quality());
            if (standing) {
                Template now = before.with(
                        told.category(), told.previousCategory(), told.status(), told.reason(), told.quality());
                news.add(Facts.of(now, before.status()));
            }
            if (standing
                    || !before.reason().equals(told.reason())
                    || !before.components().equals(told.components())) {
                changed++;
            }
        }
        return new Comparison(added, changed, List.copyOf(news));
    }
}
