/**
 * The ticket story: what a streaming server does for a team, told by doing it.
 *
 * <p>{@link dev.stanchion.cli.demo.DemoStory} plays it against any fresh streaming server and
 * checks each scene before it tells it. Nothing here sleeps: every scene waits for what it expects.
 */
@NullMarked
package dev.stanchion.cli.demo;

import org.jspecify.annotations.NullMarked;
