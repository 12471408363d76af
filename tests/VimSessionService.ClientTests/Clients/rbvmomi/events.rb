# EventManager and its collectors as rbvmomi drives them, in version 5.5.
require_relative 'common'

vim = connect
content = vim.serviceContent
events = content.eventManager
sessions = content.sessionManager
user = ENV.fetch('VIM_SHOWN_USER')

sessions.SetLocale(locale: 'de')
other = connect
session = other.serviceContent.sessionManager.currentSession
seen = events.latestEvent
fact 'a login is the latest event', seen.is_a?(VIM::UserLoginSessionEvent) && seen.sessionId == session.key, seen
fact 'it is told in German', seen.fullFormattedMessage.start_with?("Der Benutzer #{user}@"), seen.fullFormattedMessage
other.close
seen = events.latestEvent
fact 'a logout is the latest event', seen.is_a?(VIM::UserLogoutSessionEvent) && seen.sessionId == session.key, seen
fact 'its text has the time of the login in German', seen.fullFormattedMessage =~ /Anmeldezeit: \S+, \d+\. \S+ \d{4} /, seen.fullFormattedMessage
sessions.UpdateServiceMessage(message: 'Pause')
sessions.UpdateServiceMessage(message: '')
seen = events.latestEvent
fact 'a change of the message is an event', seen.is_a?(VIM::GlobalMessageChangedEvent) && seen.message == '', seen
fact 'a client of 5.5 is not told the message before as a field', seen.props[:prevMessage].nil?, seen
fact 'but in the text', seen.fullFormattedMessage == 'Die Nachricht wurde von „Pause“ in „“ geändert.', seen.fullFormattedMessage

description = events.description
fact 'the description has the categories', description.category.map(&:key).sort == %w[error info user warning], description.category
info = description.eventInfo.find { |i| i.key == 'BadUsernameSessionEvent' }
fact 'a type has its category and its name in German', [info.category, info.description] == ['error', 'Anmeldung fehlgeschlagen'], info
fact 'maxCollector is a number', events.maxCollector == 32, events.maxCollector
arguments = events.RetrieveArgumentDescription(eventTypeId: 'RoleAddedEvent')
fact 'a type has its arguments', arguments.map(&:name) == %w[role privilegeList], arguments

sessions.SetLocale(locale: 'en')
12.times { |i| events.LogUserEvent(entity: vim.rootFolder, msg: "ruby #{i}") }
filter = { type: ['GeneralUserEvent'] }
found = events.QueryEvents(filter: VIM.EventFilterSpec(filter)).select { |e| e.message.start_with?('ruby') }
fact 'QueryEvents finds them, oldest first', found.map(&:message) == (0..11).map { |i| "ruby #{i}" }, found.map(&:message)
fact 'they are about the object', found[0].entity.entity == vim.rootFolder && found[0].entity.name == 'Datacenters', found[0].entity
posted = VIM.EventEx(key: 0, chainId: 0, createdTime: Time.at(0), userName: '', eventTypeId: 'com.acme.Ruby', severity: 'error', message: 'red')
events.PostEvent(eventToPost: posted)
found = events.QueryEvents(filter: VIM.EventFilterSpec(eventTypeId: ['com.acme.Ruby'], category: ['error']))
fact 'a posted event is found by its type', found.size == 1 && found[0].message == 'red' && found[0].userName == user, found

collector = events.CreateCollectorForEvents(filter: VIM.EventFilterSpec(filter))
fact 'a collector is an EventHistoryCollector', collector.is_a?(VIM::EventHistoryCollector), collector
fact 'its latest page has ten events, newest first', collector.latestPage.map(&:message) == (2..11).map { |i| "ruby #{i}" }.reverse, collector.latestPage.map(&:message)
collector.SetCollectorPageSize(maxCount: 3)
collector.ResetCollector
fact 'reset goes before the latest page', collector.ReadPreviousEvents(maxCount: 2).map(&:message) == ['ruby 7', 'ruby 8']
fact 'reading on comes back', collector.ReadNextEvents(maxCount: 3).map(&:message) == ['ruby 7', 'ruby 8', 'ruby 9']
collector.RewindCollector
fact 'rewind goes to the oldest', collector.ReadPreviousEvents(maxCount: 1).empty?
fact 'the filter is what it was', collector.filter.type == ['GeneralUserEvent'], collector.filter
e = fault { collector.ReadNextEvents(maxCount: 1001) }
fact 'a count beyond a thousand is InvalidArgument of maxCount', e && e.fault.is_a?(VIM::InvalidArgument) && e.fault.invalidProperty == 'maxCount', e
collector.DestroyCollector
e = fault { collector.ReadNextEvents(maxCount: 1) }
fact 'a destroyed collector is not there', e && e.fault.is_a?(VIM::ManagedObjectNotFound), e

catalog = content.localizationManager.catalog
fact 'the message catalogues are listed', catalog.map(&:catalogName).include?('faults') && catalog.all? { |c| c.locale == 'en' }, catalog

vim.close
exit($failed.zero? ? 0 : 1)
