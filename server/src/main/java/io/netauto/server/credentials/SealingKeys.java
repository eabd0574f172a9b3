package io.netauto.server.credentials;

import io.netauto.server.identity.Actor;
import io.netauto.server.identity.Audit;
import io.netauto.server.identity.AuditEvent;
import io.netauto.server.web.ProblemException;
import io.netauto.server.web.ProblemException.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The keys that secrets are sealed with, for administrators of the server: state and rotation. */
@Service
public class SealingKeys {
  private final MasterKeys masters;
  private final DataKeys keys;
  private final Reseal reseal;
  private final Audit audit;

  SealingKeys(MasterKeys masters, DataKeys keys, Reseal reseal, Audit audit) {
    this.masters = masters;
    this.keys = keys;
    this.reseal = reseal;
    this.audit = audit;
  }

  /**
   * The state of the keys.
   *
   * @param masterKey the id of this node's current master key; empty without one
   * @param keptByServer whether the server keeps its master key itself, in the data folder
   * @param dataKeys how many there are: one for each customer and one for the server
   * @param byOldMasterKey how many of them the master key before encrypts still
   * @param oldestRotation when the data key was made that is in use for longest
   */
  public record Status(
      String masterKey,
      boolean keptByServer,
      long dataKeys,
      long byOldMasterKey,
      @Nullable Instant oldestRotation,
      List<Sealed> sealed) {
    public Status {
      sealed = List.copyOf(sealed);
    }

    /** How many secrets wait to be sealed anew. */
    public long outdated() {
      return sealed.stream().mapToLong(Sealed::outdated).sum();
    }
  }

  /** How many secrets of a kind there are, and how many an older key seals still. */
  public record Sealed(String what, long total, long outdated) {}

  public Status status(Actor actor) {
    require(actor);
    DataKeys.Stored stored = keys.stored();
    return new Status(
        masters.current().map(MasterKey::id).orElse(""),
        masters.isOwn(),
        stored.keys(),
        stored.byOldMaster(),
        stored.oldestRotation(),
        keys.available()
            ? reseal.progress().stream()
                .map(p -> new Sealed(p.what(), p.total(), p.outdated()))
                .toList()
            : List.of());
  }

  /** New data keys for all; what is stored is sealed anew in the background. */
  public Status rotate(Actor actor) {
    require(actor);
    requireMaster();
    int count = keys.rotate();
    audit.record(
        actor, AuditEvent.of("key.rotate").on("key", "data", "data keys").with("keys", count));
    reseal.begin();
    return status(actor);
  }

  /**
   * Encrypts the data keys by the current master key. Where the server keeps that itself, it makes
   * a new one first.
   */
  public Status rotateMaster(Actor actor) {
    require(actor);
    requireMaster();
    if (masters.isOwn()) {
      renewOwn();
    } else if (keys.stored().byOldMaster() == 0) {
      throw new ProblemException(
          Kind.CONFLICT,
          "master_key_is_current",
          "All data keys are encrypted by the current master key. To replace it, set"
              + " NET_AUTO_MASTER_KEY to a new one and NET_AUTO_MASTER_KEY_PREVIOUS to the present"
              + " one on every node, start them again one by one, and do this again.");
    } else {
      keys.rewrap();
    }
    audit.record(
        actor,
        AuditEvent.of("key.rotate")
            .on("key", "master", "master key")
            .with("masterKey", masters.current().map(MasterKey::id).orElse("")));
    return status(actor);
  }

  /** A break between these steps leaves a file with both keys, which reads everything. */
  private void renewOwn() {
    try {
      masters.renewOwn();
      keys.rewrap();
      masters.forgetOwnPrevious();
    } catch (IOException e) {
      throw new ProblemException(
          Kind.UNAVAILABLE,
          "master_key_not_written",
          "The file master.key in the data folder cannot be written: " + e.getMessage());
    }
  }

  private void requireMaster() {
    if (!keys.available()) {
      throw DataKeys.noMasterKey();
    }
  }

  private static void require(Actor actor) {
    if (!actor.superuser()) {
      throw new ProblemException(
          Kind.FORBIDDEN,
          "superuser_only",
          "Only an administrator of the server sees and rotates its keys.");
    }
  }
}
