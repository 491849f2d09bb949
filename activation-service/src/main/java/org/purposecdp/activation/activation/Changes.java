package org.purposecdp.activation.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.purposecdp.activation.audience.Audience;
import org.purposecdp.activation.audience.Memberships.Entry;
import org.purposecdp.activation.audience.Memberships.Standing;
import org.purposecdp.activation.audience.Rule;
import org.purposecdp.activation.definition.Stored;
import org.purposecdp.activation.delivery.NewDelivery;
import org.purposecdp.activation.view.Views;
import org.purposecdp.contracts.profile.ProfileChange;

/** What follows from changes of views under the definitions on file. Pure. */
record Changes(List<Stored<Audience>> audiences, List<Stored<Activation>> activations) {

    List<NewDelivery> deliveries(List<ProfileChange> changes, List<Entry> entries) {
        List<NewDelivery> deliveries = new ArrayList<>(triggered(changes));
        deliveries.addAll(entered(entries));
        return deliveries;
    }

    /** One delivery for each record that an activation is triggered by. */
    private List<NewDelivery> triggered(List<ProfileChange> changes) {
        List<NewDelivery> deliveries = new ArrayList<>();
        for (ProfileChange change : changes) {
            for (ProfileChange.Folded record : change.records()) {
                activations.stream()
                        .filter(each -> each.body().triggeredBy(record.event()))
                        .filter(each -> record.purposes().contains(each.body().purpose()))
                        .forEach(each -> deliveries.add(byRecord(each, change, record)));
            }
        }
        return deliveries;
    }

    private static NewDelivery byRecord(
            Stored<Activation> activation, ProfileChange change, ProfileChange.Folded record) {
        return new NewDelivery(
                activation.id(),
                activation.body().destination(),
                activation.body().purpose(),
                change.profileId(),
                record.nodeId(),
                record.recordId(),
                record.recordId(),
                record.event(),
                record.category(),
                record.properties() == null ? Map.of() : record.properties(),
                null);
    }

    /** Who is in and who is out by views that are new. */
    List<Standing> standings(Views.Taken taken) {
        List<Standing> standings = new ArrayList<>();
        for (Stored<Audience> audience : audiences) {
            Rule rule = audience.body().parsedRule();
            taken.views()
                    .forEach(
                            (of, view) -> {
                                if (of.purpose().equals(audience.body().purpose())
                                        && !taken.ended().contains(of.profileId())) {
                                    standings.add(
                                            Standing.of(audience.id(), rule, of.profileId(), view));
                                }
                            });
        }
        return standings;
    }

    /** One delivery for each entry and activation of that audience. */
    List<NewDelivery> entered(List<Entry> entries) {
        List<NewDelivery> deliveries = new ArrayList<>();
        for (Entry entry : entries) {
            Rule.Inputs inputs = inputs(entry.audience());
            activations.stream()
                    .filter(each -> entry.audience().equals(each.body().audience()))
                    .forEach(each -> deliveries.add(byEntry(each, entry, inputs)));
        }
        return deliveries;
    }

    private Rule.Inputs inputs(String audience) {
        return audiences.stream()
                .filter(each -> each.id().equals(audience))
                .map(each -> each.body().parsedRule().inputs())
                .findFirst()
                .orElse(Rule.Inputs.NONE);
    }

    private static NewDelivery byEntry(
            Stored<Activation> activation, Entry entry, Rule.Inputs inputs) {
        return new NewDelivery(
                activation.id(),
                activation.body().destination(),
                activation.body().purpose(),
                entry.profileId(),
                entry.nodeId(),
                "entry:" + entry.number(),
                null,
                null,
                null,
                null,
                inputs);
    }
}
