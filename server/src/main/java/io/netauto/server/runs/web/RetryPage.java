package io.netauto.server.runs.web;

import io.netauto.server.commands.Danger;
import io.netauto.server.runs.Job;
import java.util.List;

/**
 * What has to be confirmed before a job runs again.
 *
 * @param dangers empty where it is only that the commands change devices
 */
public record RetryPage(Job job, boolean all, List<Danger> dangers) {}
