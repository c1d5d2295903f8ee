[assembly: AssemblyFixture(typeof(Gyo.Web.Tests.RunningServer))]
[assembly: AssemblyFixture(typeof(Gyo.Web.Tests.Browser))]
