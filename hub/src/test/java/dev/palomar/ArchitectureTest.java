package dev.palomar;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the hub's classes to the drawing of its packages and to the rules of the house.
class ArchitectureTest {

    /// A package may use the rows above its own and nothing beside it. A sub-package belongs to its package, unless
    /// it has a place of its own here.
    private static final List<Set<String>> ROWS = List.of(
            Set.of("model"),
            Set.of("database", "network", "transport"),
            Set.of("cluster", "vault", "logbook"),
            Set.of("journal"),
            Set.of("tenant", "media", "transport.web", "transport.cloud"),
            Set.of("device", "conversation", "template", "webhook", "statistics"),
            Set.of("intake", "outbound", "connection", "privacy", "alert"),
            Set.of("agent"),
            Set.of("api"),
            Set.of("app"));

    private static final String ROOT = "dev.palomar.";
    private static final int CONSTRUCTOR_PARAMETERS = 7;
    private static final Pattern EMPTY_NAMES = Pattern.compile("(Manager|Utils?|Helper|Impl)$");

    /// Where time and chance come from: `Type.method`. They are handed in by `app`, so that tests can set them.
    private static final Pattern TIME_AND_CHANCE = Pattern.compile(
            "java\\.time\\.(Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime)\\.now"
                    + "|java\\.time\\.Clock\\.system\\w*|java\\.time\\.InstantSource\\.system"
                    + "|java\\.util\\.UUID\\.randomUUID|java\\.lang\\.Math\\.random|java\\.lang\\.System\\.currentTimeMillis"
                    + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
                    + "|java\\.(util\\.Random|util\\.Date|security\\.SecureRandom)\\.<init>");

    private static JavaClasses hub;

    @BeforeAll
    static void readTheHub() {
        hub = new ClassFileImporter().importPath(Path.of("target/classes"));
    }

    @Test
    void the_hub_was_read() {
        assertThat(hub.size()).isGreaterThan(300);
    }

    @Test
    void every_class_has_a_place_in_the_drawing() {
        assertThat(hub.stream().filter(each -> place(each).isEmpty()).map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void a_package_uses_only_the_rows_above_its_own() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass user : hub) {
            for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (used.getName().startsWith(ROOT) && !mayUse(place(user), place(used))) {
                    wrong.add(user.getName() + " uses " + used.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void only_the_api_knows_the_http_server() {
        assertThat(hub.stream()
                        .filter(each -> !place(each).equals(Optional.of("api")))
                        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
                        .filter(each -> each.getTargetClass().getName().startsWith("io.helidon."))
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    @Test
    void time_and_chance_come_in_through_the_wiring() {
        assertThat(hub.stream()
                        .filter(each -> !place(each).equals(Optional.of("app")))
                        .flatMap(each -> each.getAccessesFromSelf().stream())
                        .filter(each -> TIME_AND_CHANCE
                                .matcher(each.getTargetOwner().getName() + "." + each.getName())
                                .matches())
                        .filter(each -> !drawsFromAClock(each.getTarget().getFullName()))
                        .map(each -> each.getDescription()))
                .isEmpty();
    }

    @Test
    void no_constructor_asks_for_more_than_seven_things() {
        assertThat(hub.stream()
                        .filter(each -> !each.isRecord() && !each.isEnum())
                        .flatMap(each -> each.getConstructors().stream())
                        .filter(each -> parameters(each) > CONSTRUCTOR_PARAMETERS)
                        .map(JavaCodeUnit::getFullName))
                .isEmpty();
    }

    @Test
    void names_come_from_the_trade() {
        assertThat(hub.stream()
                        .filter(each ->
                                EMPTY_NAMES.matcher(each.getSimpleName()).find())
                        .map(JavaClass::getName))
                .isEmpty();
    }

    /// `Instant.now(clock)` and its like read a clock that was handed in.
    private static boolean drawsFromAClock(String target) {
        return target.contains("(java.time.Clock)") || target.contains("(java.time.InstantSource)");
    }

    private static int parameters(JavaConstructor constructor) {
        int hidden = constructor.getOwner().isInnerClass() ? 1 : 0;
        return constructor.getRawParameterTypes().size() - hidden;
    }

    private static boolean mayUse(Optional<String> user, Optional<String> used) {
        return user.equals(used) || (user.isPresent() && used.isPresent() && row(used.get()) < row(user.get()));
    }

    private static int row(String place) {
        return ROWS.indexOf(
                ROWS.stream().filter(row -> row.contains(place)).findFirst().orElseThrow());
    }

    /// The package of the drawing that a class belongs to: the longest that fits.
    private static Optional<String> place(JavaClass type) {
        return ROWS.stream()
                .flatMap(Set::stream)
                .filter(each -> (type.getPackageName() + ".").startsWith(ROOT + each + "."))
                .max(Comparator.comparingInt(String::length));
    }
}
