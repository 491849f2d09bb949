package org.purposecdp.contracts.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.purposecdp.contracts.identifier.IdentityRules;

/**
 * The whole register in one version, on {@code policy}.
 *
 * @param at when this version was made
 */
public record Policy(
        long version,
        Instant at,
        List<Purpose> purposes,
        List<Activity> activities,
        List<Notice> notices,
        Catalogue catalogue,
        IdentityRules identityRules,
        List<Source> sources) {

    /** The one key of the topic. */
    public static final String KEY = "policy";

    /** Purpose of holding what is not decided yet. */
    public static final String PENDING_DECISION = "pending-decision";

    /** Purpose of telling who a record is about. */
    public static final String IDENTITY_RESOLUTION = "identity-resolution";

    public Policy {
        purposes = purposes == null ? List.of() : List.copyOf(purposes);
        activities =
                activities == null
                        ? List.of()
                        : activities.stream().sorted(Comparator.comparing(Activity::id)).toList();
        notices = notices == null ? List.of() : List.copyOf(notices);
        catalogue = catalogue == null ? new Catalogue(null, null, null) : catalogue;
        identityRules = identityRules == null ? IdentityRules.DEFAULT : identityRules;
        sources = sources == null ? List.of() : List.copyOf(sources);
    }

    public Optional<Purpose> purpose(String id) {
        return purposes.stream().filter(purpose -> purpose.id().equals(id)).findFirst();
    }

    public Optional<Notice> notice(String id) {
        return notices.stream().filter(notice -> notice.id().equals(id)).findFirst();
    }

    /**
     * Since when a source shows that version of a notice or a later one, by its own word; before it
     * was in force it showed nobody any.
     */
    public Optional<Instant> shownSince(Source source, NoticeVersion described) {
        return source.shows().stream()
                .filter(shown -> shown.notice().equals(described.notice()))
                .filter(shown -> shown.version() >= described.version())
                .flatMap(shown -> inForceSince(shown).stream())
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> inForceSince(Source.Shown shown) {
        return notice(shown.notice()).stream()
                .flatMap(notice -> notice.versions().stream())
                .filter(version -> version.version() == shown.version())
                .map(Notice.Version::from)
                .map(from -> from.isAfter(shown.since()) ? from : shown.since())
                .findFirst();
    }

    public Optional<Source> source(String id) {
        return sources.stream().filter(source -> source.id().equals(id)).findFirst();
    }

    /** They come before anybody can be told, and have no view of their own. */
    public static boolean isOfTheDoor(String purpose) {
        return purpose.equals(PENDING_DECISION) || purpose.equals(IDENTITY_RESOLUTION);
    }

    /** All activities of a purpose for a category, in force or not, in id order. */
    public List<Activity> activities(String purpose, DataCategory category) {
        return activities.stream()
                .filter(activity -> activity.purpose().equals(purpose))
                .filter(activity -> activity.categories().contains(category))
                .toList();
    }

    /** Whether any activity in force takes from this source. */
    public boolean collectsFrom(String source, Instant at) {
        return activities.stream()
                .anyMatch(activity -> activity.sources().contains(source) && activity.inForce(at));
    }

    /** Whether it may be told who this source's records are about: matching is processing too. */
    public boolean resolvesFrom(String source, Instant at) {
        return activities.stream()
                .filter(activity -> activity.purpose().equals(IDENTITY_RESOLUTION))
                .anyMatch(activity -> activity.sources().contains(source) && activity.inForce(at));
    }

    /** The purposes that a consent tool's word means: an id, or one of a purpose's signals. */
    public List<String> purposesSignalled(String word) {
        return purposes.stream()
                .filter(purpose -> purpose.isMeantBy(word))
                .map(Purpose::id)
                .toList();
    }
}
