// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/askpass.h"
#include "app/cli/command_sweep.h"
#include "app/cli/exit_status.h"
#include "app/cli/interrupt_watch.h"
#include "app/cli/kept_results.h"
#include "app/cli/program_devices.h"
#include "app/cli/standard_streams.h"
#include "app/headroom/batch.h"
#include "app/headroom/command_line.h"
#include "app/headroom/platform.h"
#include "engine/io/journal_folder.h"
#include "engine/model/version.h"
#include "engine/places/place_book.h"
#include "ui/export/font_check.h"
#include "ui/main_window.h"
#include "ui/places/askpass_dialog.h"
#include "ui/settings/preferences.h"

#include <QApplication>

#include <cstdio>
#include <ranges>
#include <unistd.h>

using namespace headroom;

namespace {

int runWindow(QApplication& app, const ui::CommandLine& line, InterruptWatch& interrupts) {
    const QString replayFile = QString::fromLocal8Bit(line.replay);
    std::optional<Run> replayed;
    if (!replayFile.isEmpty()) {
        Result<Run> run = ui::readRunToReplay(replayFile);
        if (!run) {
            tell("headroom", {"--replay: " + run.error().reason});
            return kExitUsage;
        }
        replayed = std::move(*run);
    }
    ui::Preferences preferences;
    preferences.giveUpFailedSearch();
    const bool gpusInProcess = line.inProcess || preferences.gpusInProcess();
    const std::shared_ptr<Devices> devices = programDevices("headroom");
    std::optional<FoundDevices> found;
    std::optional<ChosenSweep> chosen;
    if (line.start || line.sweep.anyGiven() || line.sweep.device != "auto") {
        preferences.setSearchingInProcess(gpusInProcess);
        Result<FoundDevices> named =
            DeviceSearch{"headroom", *devices, interrupts}.findNamed(line.sweep, placesHere(gpusInProcess));
        preferences.setSearchingInProcess(false);
        if (!named) {
            tell("headroom", {named.error().reason});
            return exitStatus(named.error());
        }
        found = std::move(*named);
        SweepChoice choice = chooseSweep(line.sweep, *found);
        if (const auto* refused = std::get_if<RefusedSweep>(&choice)) {
            tell("headroom", refused->messages);
            return refused->exitStatus;
        }
        chosen = std::get<ChosenSweep>(choice);
        tell("headroom", chosen->notes);
    }
    if (const Outcome fonts = ui::checkFonts(); !fonts)
        tell("headroom", {fonts.error().reason});
    ui::MainWindow window({devices, &preferences, std::make_shared<JournalFolder>(), gpusInProcess,
                           std::move(found), besideThisProgram(), PlaceBook::ofUser()});
    if (chosen)
        window.presetSweep(chosen->spec, chosen->device.id);
    if (line.start)
        window.startWhenReady();
    if (line.presentation)
        window.present();
    window.show();
    QStringList runs;
    for (const std::string& run : line.runs | std::views::reverse) // each comes in front of the others
        runs << QString::fromLocal8Bit(run);
    window.openRuns(runs);
    if (line.replaySpeed)
        window.setReplayPace({*line.replaySpeed, 0});
    if (line.replayDurationS)
        window.setReplayPace({1, *line.replayDurationS});
    if (replayed)
        window.replay(ui::runNameOf(replayFile), *replayed, ui::MainWindow::Beside::AllThatIsShown);
    if (line.replayPaused)
        window.pauseReplay();
    // Not quit(): that asks the window, and who interrupts a program does not want a question.
    interrupts.onInterrupt([&app] {
        QMetaObject::invokeMethod(
            &app, [] { QCoreApplication::exit(kExitInterrupted); }, Qt::QueuedConnection);
    });
    const int status = QApplication::exec();
    interrupts.onInterrupt({});
    for (const ui::StoredRun* stored : window.library().runsInNoFile())
        tell("headroom",
             {stored->fullName().toStdString() +
              " was not saved, and no journal could keep it: " + keepElsewhere(stored->run, STDOUT_FILENO)});
    // What was measured stands in its journal and is offered at the next start. The worker may still wait for
    // a driver, up to a minute long, and would add nothing.
    if (status == kExitInterrupted) {
        window.leaveQueues(); // what waits there would wait for nobody
        ::_exit(status);
    }
    return status;
}

/// ssh runs this program to ask what it wants to know: in a window of its own, or without a display at the
/// terminal.
int answerSsh(const Askpass& askpass, char** argv) {
    const auto platform = ui::Platform::choose();
    if (!platform.mayShow())
        return askAtTerminal(askpass);
    int qtArgc = 1;
    QApplication app(qtArgc, argv);
    if (!platform.shows() || QGuiApplication::platformName() == QLatin1String("offscreen"))
        return askAtTerminal(askpass);
    QApplication::setApplicationDisplayName(QStringLiteral("Headroom"));
    ui::AskpassDialog dialog(askpass);
    if (dialog.exec() != QDialog::Accepted)
        return giveAnswer(std::nullopt);
    return giveAnswer(dialog.answer().toStdString());
}

} // namespace

int main(int argc, char** argv) {
    holdStandardStreams();
    if (const std::optional<Askpass> askpass = askpassOf(argc, argv))
        return answerSsh(*askpass, argv);
    InterruptWatch interrupts;
    const auto read = ui::readCommandLine(argc, argv);
    if (const int* status = std::get_if<int>(&read))
        return *status;
    const auto& line = std::get<ui::CommandLine>(read);
    std::optional<ui::Platform> platform;
    if (line.needsWindow())
        platform = ui::Platform::choose();
    else
        ui::Platform::useNone();
    if (platform && !platform->mayShow()) {
        std::fputs(platform->whyNot().c_str(), stderr);
        return kExitUsage;
    }
    int qtArgc = 1;
    QApplication app(qtArgc, argv);
    QApplication::setApplicationName(QStringLiteral("headroom"));
    QApplication::setApplicationDisplayName(QStringLiteral("Headroom"));
    QApplication::setApplicationVersion(QLatin1String(programVersion()));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.headroom.Headroom"));
    if (!platform)
        return ui::runBatch(line, *programDevices("headroom", besideThisProgram(), line.sweep.device),
                            interrupts);
    if (!platform->shows()) {
        std::fputs(platform->whyNot().c_str(), stderr);
        return kExitUsage;
    }
    return runWindow(app, line, interrupts);
}
