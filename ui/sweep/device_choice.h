// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/compute/found_devices.h"
#include "engine/places/place_book.h"
#include "engine/remote/place.h"
#include "engine/sweep/sweep_spec.h"

#include <QObject>

#include <optional>
#include <string>

namespace headroom::ui {

class DeviceModel;
class JobDesk;
class JobQuestions;
class Preferences;
class SweepController;
class SweepForm;

/// Has devices looked for, shows them in the form with what is remembered of them, and remembers in turn what
/// was measured and where GPUs are driven.
class DeviceChoice final : public QObject {
    Q_OBJECT

public:
    /// All must outlive it. `beside`: the engine processes that drive GPUs where the window's own does not.
    DeviceChoice(SweepController* controller, DeviceModel* devices, SweepForm* form, Preferences* preferences,
                 JobDesk* jobs, JobQuestions* questions, Place beside, PlaceBook book, QObject* parent);

    /// Instead of what is remembered; `deviceId` is selected as soon as devices are found.
    void preset(const SweepSpec& spec, const std::string& deviceId);
    /// Looks for devices, this once also where GPUs are driven otherwise than is remembered.
    void find(bool gpusInProcess);
    /// Takes those that were found already, when control returns to the event loop.
    void takeLater(const FoundDevices& found);
    /// The user's hand: is remembered, and devices are looked for anew.
    void driveGpusInProcess(bool here);
    /// Looks in the user's places, beside what is known. Whether it may ask there: who starts the program
    /// does not want to be asked for passwords.
    void findElsewhere(bool mayAsk);
    /// What the form says, where it can be measured.
    void remember();
    /// The same as the program ends; but not of what the form was given in another's stead, and nobody chose.
    void rememberAtEnd();

Q_SIGNALS:
    /// The form shows the devices that were found.
    void taken();
    /// The form shows some devices, while others have not answered yet.
    void takenMeanwhile();
    /// Why the user's places cannot be searched, a sentence.
    void failed(const QString& reason);

private:
    void take(const FoundDevices& found);
    void takeMeanwhile(const FoundDevices& known);
    void findAgain();
    bool isUntouched(const std::string& id, const SweepSpec& spec) const;
    void recallPaces(const FoundDevices& found);
    void rememberPace();
    void takeFirst();
    void keepDevice(const FoundDevices& found, bool mayTakeOther);
    std::optional<std::vector<PlaceEntry>> entries();
    void askAboutJob(const QueuedPlace& queued);
    void takeJob(const QString& place, bool isHeld);
    void findInPlace(const std::string& name);
    const DeviceInfo* awaitedInJob();

    SweepController* m_controller;
    DeviceModel* m_devices;
    SweepForm* m_form;
    Preferences* m_preferences;
    JobDesk* m_jobs;
    JobQuestions* m_questions;
    Place m_beside;
    PlaceBook m_book;
    std::string m_awaitedId;       ///< of a device elsewhere, until it is found or another is chosen
    std::string m_awaitedPlace;    ///< whose job came, until its devices are found
    SweepSpec m_insteadSpec;       ///< what it says then, unless the user changes it
    bool m_elsewhereIsDue = false; ///< after the devices of this machine
    bool m_drivesGpusHere = false; ///< by the last search
    bool m_hasPlaces = false;      ///< were searched last
    std::string m_insteadId;       ///< the one that the form shows meanwhile
    std::optional<SweepSpec> m_presetSpec;
    std::string m_presetDeviceId;
    std::string m_presetFor;    ///< the id of the device that it was filled in for
    bool m_known = false;       ///< devices were found before
    bool m_isMeanwhile = false; ///< the form shows some while others are still looked for
};

} // namespace headroom::ui
